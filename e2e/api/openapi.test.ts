import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { createSoulmateClient, type Problem, type Schemas } from "@/client/soulmate";
import type { EndpointHandler } from "@/lib/api/serve/exchange";
import { newId } from "@/lib/platform/ids";
import { ENDPOINTS, openApiDocument } from "@/lib/registry";
import { CLIENT_SCHEMA, generateClient } from "@/scripts/generate-client";
import { ROUTES } from "@/server/routes";
import { callFrom, freshAddress } from "@/test/loopback";
import { type OpenApi, operationsOf, send } from "@/test/openapi-fuzzer";
import { call, closeProductDatabase, makePartner, person } from "@/test/product";

closeProductDatabase();

const root = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

/** `GET /v1/usage`, sorted. */
const named = (operations: { method: string; path: string }[]) =>
  operations.map(({ method, path }) => `${method} ${path}`).sort();

/** Which operation answers each method. */
function operationsIn(handlers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(handlers)
    .map(([method, handler]) => {
      const { endpoint } = handler as Partial<EndpointHandler>;
      return `${method}: ${endpoint?.operationId ?? "none"}`;
    })
    .sort();
}

function mountedOperations(): { method: string; path: string; handler: EndpointHandler }[] {
  return ROUTES.flatMap(([path, module]) =>
    Object.entries(module).flatMap(([method, handler]) =>
      "endpoint" in handler ? [{ method, path, handler: handler as EndpointHandler }] : [],
    ),
  );
}

describe.each(inject("mounts"))("the OpenAPI document through $name", (mount) => {
  let document: OpenApi & { openapi: string };

  beforeAll(async () => {
    document = (await call(mount, "GET", "/openapi.json")).body;
  });

  it("is OpenAPI 3.1 that the linter has nothing to say against", async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const folder = await mkdtemp(join(tmpdir(), "soulmate-openapi-"));
    try {
      const file = join(folder, "openapi.json");
      await writeFile(file, JSON.stringify(document));
      const redocly = join(root, "node_modules", "@redocly", "cli", "bin", "cli.js");
      const { stdout } = await run(
        process.execPath,
        [redocly, "lint", file, "--config", join(root, "redocly.yaml"), "--format", "json"],
        {
          cwd: folder,
          env: {
            PATH: process.env.PATH,
            NODE_ENV: "production",
            REDOCLY_TELEMETRY: "off",
            REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
          },
        },
      ).catch((error: { stdout: string }) => error);
      const report: { totals: unknown; problems: { ruleId: string; message: string }[] } = JSON.parse(
        stdout.slice(stdout.indexOf("{")),
      );
      expect(report.problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
      expect(report.totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("is what the endpoint definitions say", () => {
    expect(named(operationsOf(document))).toEqual(named([...ENDPOINTS]));
    const built: OpenApi = JSON.parse(JSON.stringify(openApiDocument("https://api.example.com")));
    expect(document.components.schemas).toEqual(built.components.schemas);
    expect(document.paths).toEqual(built.paths);
  });

  it("names no header that callers do not get", async () => {
    const partner = await makePartner();
    const reply = await send(mount, {
      method: "GET",
      path: "/v1/usage",
      headers: { "X-API-Key": partner.testKey },
    });
    const declared = Object.keys(document.paths["/v1/usage"]?.get?.responses["200"]?.headers ?? {});
    expect(declared.length).toBeGreaterThan(0);
    for (const name of declared) expect(reply.headers.get(name), name).toMatch(/\S/);
  });

  it("may be read from any page", async () => {
    const { status, headers } = await call(mount, "GET", "/openapi.json", {
      headers: { Origin: "https://example.com" },
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^application\/json/);
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  it("is all that the typed client needs, from signing up to usage", async () => {
    const baseUrl = mount.url;
    // Signing up is limited by address, so this test comes from an address of its own.
    const from = freshAddress();
    const guest = createSoulmateClient({
      baseUrl,
      fetch: async (request) => {
        const path = new URL(request.url).pathname.replace(/^\/api/, "");
        const { status, text } = await callFrom(mount, request.method, path, {
          from,
          body: await request.json(),
        });
        return new Response(text, { status, headers: { "Content-Type": "application/json" } });
      },
    });
    const signedUp = await guest.POST("/v1/partners", {
      body: { company_name: "Typed Ltd", email: `typed-${newId()}@example.com` },
    });
    const account = signedUp.data;
    if (account === undefined) throw new Error(signedUp.error.detail);
    expect(account.partner.tier).toBe("free");

    const soulmate = createSoulmateClient({ baseUrl: `${baseUrl}/`, apiKey: account.test_key });
    const pair: Schemas["CalculateCompatibility"] = {
      person1: person(0.4),
      person2: person(0.6),
      explain: true,
    };
    const calculate = () =>
      soulmate.POST("/v1/compatibility/calculate", {
        body: pair,
        params: { header: { "Idempotency-Key": account.partner.id } },
      });
    const scored = await calculate();
    // The types say that it is a number, or that the call was refused: no cast stands in this test.
    const score: number | undefined = scored.data?.compatibility_score;
    expect(score).toBeCloseTo(0.5 * Math.exp(-Math.sqrt(32 * 0.04)) + 0.5 * 0.75, 10);
    expect(scored.data?.explanation?.derivation.known_traits).toBe(32);
    const again = await calculate();
    expect(again.response.headers.get("idempotent-replayed")).toBe("true");
    expect(again.data).toEqual(scored.data);

    const batch = await soulmate.POST("/v1/compatibility/batch", {
      body: [pair, { person1: person(0.1), person2: { traits: [0.5] } }],
      params: { query: { dry_run: "false" } },
    });
    expect(batch.data?.results.map((result) => result.ok)).toEqual([true, false]);
    expect(batch.data?.results[0]?.compatibility_score).toBe(score);
    expect(batch.data?.results[1]?.error?.errors.map((fault) => fault.path)).toEqual(["person2.traits"]);

    const keys = await soulmate.GET("/v1/partners/{partner_id}/api-keys", {
      params: { path: { partner_id: account.partner.id }, query: { limit: 5 } },
    });
    expect(keys.data?.data.map((key) => [key.id, key.mode])).toEqual([[account.api_key.id, "test"]]);

    const usage = await soulmate.GET("/v1/usage", { params: { query: { group_by: "endpoint" } } });
    const units = usage.data?.data.map((row): [string, number] => [row.group, row.units]);
    expect(units).toContainEqual(["POST /v1/compatibility/calculate", 1]);
    expect(usage.data?.total.billable_units).toBe(0);

    const refused = await soulmate.POST("/v1/compatibility/calculate", {
      body: { ...pair, feasibility: 2 },
    });
    const problem: Problem | undefined = refused.error;
    expect(problem).toMatchObject({ code: "invalid_input", errors: [{ path: "feasibility" }] });
    expect(refused.data).toBeUndefined();
  });
});

describe("the endpoint definitions", () => {
  it("are mounted in server/routes.ts, each once, where they say", () => {
    const mounted = mountedOperations();
    for (const { method, path, handler } of mounted) {
      expect(`${handler.endpoint.method} ${handler.endpoint.path}`).toBe(`${method} ${path}`);
    }
    const really = mounted.filter(({ method }) => method !== "HEAD" && method !== "OPTIONS");
    expect(named(really)).toEqual(named([...ENDPOINTS]));
    expect(new Set(ENDPOINTS.map((endpoint) => endpoint.operationId)).size).toBe(ENDPOINTS.length);
  });

  it("are mounted for Next by folders that say the same", async () => {
    const folder = join(root, "app", "api", "v1");
    const files = (await readdir(folder, { recursive: true })).filter((file) =>
      /(^|\/)route\.tsx?$/.test(file),
    );
    const folders = files.map((file) => {
      const parts = file.split("/").slice(0, -1);
      return `/${["v1", ...parts].join("/").replaceAll(/\[(\w+)\]/g, "{$1}")}`;
    });
    expect(folders.sort()).toEqual(ROUTES.map(([path]) => path).sort());
    for (const file of files) {
      const path = `/v1/${file
        .split("/")
        .slice(0, -1)
        .join("/")
        .replaceAll(/\[(\w+)\]/g, "{$1}")}`;
      const module: Record<string, unknown> = await import(join(folder, file));
      const table = ROUTES.find(([known]) => known === path)?.[1] ?? {};
      expect(operationsIn(module), file).toEqual(operationsIn(table));
      expect(operationsIn(module).length, file).toBeGreaterThan(0);
    }
  });
});

describe("the typed client", () => {
  it("is committed as the endpoint definitions have it now", async () => {
    const committed = await readFile(CLIENT_SCHEMA, "utf8");
    // Not `toBe`: two texts of thousands of lines that differ are shown by their first difference.
    const fresh = await generateClient();
    const line = fresh.split("\n").findIndex((text, index) => text !== committed.split("\n")[index]);
    expect(
      fresh === committed,
      `line ${line + 1} differs: node --import tsx scripts/generate-client.ts`,
    ).toBe(true);
  });

  it("puts the key where the API looks for it, and none where there is none", async () => {
    const seen: Request[] = [];
    const fetch = async (request: Request) => {
      seen.push(request);
      return Response.json({});
    };
    await createSoulmateClient({ baseUrl: "https://api.example.com//", apiKey: "sk_test_x", fetch }).GET(
      "/v1/usage",
    );
    await createSoulmateClient({ baseUrl: "https://api.example.com", fetch }).GET("/v1/usage");
    expect(seen.map((request) => request.url)).toEqual(Array(2).fill("https://api.example.com/api/v1/usage"));
    expect(seen.map((request) => request.headers.get("x-api-key"))).toEqual(["sk_test_x", null]);
  });
});
