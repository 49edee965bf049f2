import { describe, expect, inject, it } from "vitest";
import type { Endpoint } from "@/lib/api/endpoint";
import { replyKind } from "@/lib/api/replies";
import { PERSON_LIMITS } from "@/lib/identity/accounts/identify-caller";
import { classLimits, REVOKE_LIMITS } from "@/lib/partners/rate-limits/limit-classes";
import { PUBLIC_LIMITS } from "@/lib/partners/rate-limits/public-limits";
import { idTime } from "@/lib/platform/ids";
import { ENDPOINTS } from "@/lib/registry";
import { goodCall, goodCaller, heldThrough, named } from "@/test/endpoint-cases";
import { callFrom, type RawAnswer } from "@/test/loopback";
import { closeProductDatabase, type Mount, makePartner, type TestPartner } from "@/test/product";

closeProductDatabase();

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ORIGIN = { Origin: "https://elsewhere.example" };
const MAX_CLOCK_DISTANCE_MS = 60_000;

/** What every reply carries, whatever became of the call. */
function expectCommonHeaders({ headers, body }: RawAnswer): void {
  const id = headers.get("request-id") ?? "";
  expect(id).toMatch(UUID_V7);
  expect(Math.abs(Date.now() - idTime(id).getTime())).toBeLessThan(MAX_CLOCK_DISTANCE_MS);
  if (body?.request_id !== undefined) expect(body.request_id).toBe(id);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toMatch(/^no-store(, no-transform)?$/);
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("access-control-allow-origin")).toBeNull();
}

function expectLimitHeaders({ headers }: RawAnswer, perMinute: number, perDay: number): void {
  expect(headers.get("ratelimit-policy")).toBe(`"minute";q=${perMinute};w=60, "day";q=${perDay};w=86400`);
  const limits = /^"minute";r=(\d+);t=(\d+), "day";r=(\d+);t=(\d+)$/.exec(headers.get("ratelimit") ?? "");
  const [minuteLeft, minuteReset, dayLeft, dayReset] = (limits ?? []).slice(1).map(Number);
  expect(minuteLeft).toBeLessThan(perMinute);
  expect(dayLeft).toBeLessThan(perDay);
  expect(minuteReset).toBeLessThanOrEqual(120);
  expect(dayReset).toBeLessThanOrEqual(86_400);
  expect(headers.get("x-ratelimit-limit")).toBe(String(perMinute));
  expect(headers.get("x-ratelimit-remaining")).toBe(String(minuteLeft));
  const reset = Number(headers.get("x-ratelimit-reset")) - Date.now() / 1_000;
  expect(Math.abs(reset - (minuteReset ?? Number.NaN))).toBeLessThan(10);
}

/** What a reply says it is. */
function typeOf({ reply, status }: Endpoint): string | null {
  if (status === 204) return null;
  const kind = replyKind(reply);
  if (kind === "csv") return "text/csv; charset=utf-8";
  if (kind === "events") return "text/event-stream";
  return "kind" in reply && reply.kind === "file" ? reply.contentType : "application/json";
}

const LIMITS = { per_minute: 900_000, per_day: 800_000 };

async function send(
  mount: Mount,
  endpoint: Endpoint,
  partner: TestPartner,
  change: { method?: string; headers?: Record<string, string>; body?: unknown; key?: string } = {},
): Promise<RawAnswer> {
  const { path, body } = await goodCall(endpoint, partner);
  const { headers, ...caller } =
    endpoint.auth === "partner" && change.key !== undefined
      ? { key: change.key, headers: {} }
      : await goodCaller(endpoint, partner);
  return callFrom(mount, change.method ?? endpoint.method, path, {
    ...caller,
    body: "body" in change ? change.body : body,
    headers: { ...ORIGIN, ...headers, ...change.headers },
  });
}

function expectMetered(endpoint: Endpoint, answer: RawAnswer): void {
  const { perMinute, perDay } = PUBLIC_LIMITS;
  if (endpoint.auth === "public") expectLimitHeaders(answer, perMinute, perDay);
  else if (endpoint.auth === "person") {
    const { perMinute, perDay } = classLimits(endpoint.limitClass ?? "management", "", PERSON_LIMITS).limits;
    expectLimitHeaders(answer, perMinute, perDay);
  } else if (endpoint.limitClass === "revoke") {
    expectLimitHeaders(answer, REVOKE_LIMITS.perMinute, REVOKE_LIMITS.perDay);
  } else expectLimitHeaders(answer, LIMITS.per_minute, LIMITS.per_day);
}

const guarded = ENDPOINTS.filter(({ auth }) => auth === "partner");

describe.each(inject("mounts"))("through $name", (mount) => {
  describe.each(named(ENDPOINTS))("%s", (_name, endpoint) => {
    it("names request and limits on success, and lets no other origin read it", async () => {
      const answer = await send(mount, endpoint, await makePartner(LIMITS));
      expect(answer.status).toBe(endpoint.status);
      expect(answer.headers.get("content-type")).toBe(typeOf(endpoint));
      expectCommonHeaders(answer);
      expectMetered(endpoint, answer);
    });

    it("tells by OPTIONS which methods there are, without a key and without a body", async () => {
      const answer = await send(mount, endpoint, await makePartner(), {
        method: "OPTIONS",
        key: "",
        body: undefined,
      });
      expect([answer.status, answer.text]).toEqual([204, ""]);
      expect(answer.headers.get("allow")?.split(", ")).toContain(endpoint.method);
      expectCommonHeaders(answer);
    });

    it("refuses a method it does not have, naming those it has", async () => {
      const others = ENDPOINTS.filter(({ path }) => path === endpoint.path).map(({ method }) => method);
      const absent =
        (["PUT", "DELETE", "PATCH"] as const).find((method) => !others.includes(method)) ?? "PUT";
      const answer = await send(mount, endpoint, await makePartner(), { method: absent });
      expect([answer.status, answer.body.code]).toEqual([405, "method_not_allowed"]);
      const allowed = answer.headers.get("allow")?.split(", ") ?? [];
      expect(allowed.filter((method) => method !== "OPTIONS" && method !== "HEAD").sort()).toEqual(
        others.sort(),
      );
      expectCommonHeaders(answer);
    });
  });

  describe.each(named(heldThrough(mount, ENDPOINTS)))("%s", (_name, endpoint) => {
    it("names request and limits on a refusal for the input", async () => {
      const { path, body } = await goodCall(endpoint, await makePartner());
      const partner = await makePartner(LIMITS);
      const { headers, ...caller } = await goodCaller(endpoint, partner);
      const answer = await callFrom(mount, endpoint.method, `${path}?surprise=1`, {
        ...caller,
        body,
        headers: { ...ORIGIN, ...headers },
      });
      expect(answer.status).toBe(400);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expectCommonHeaders(answer);
      expectMetered(endpoint, answer);
    });

    it("gives every call an id of its own, whatever the caller proposes", async () => {
      const partner = await makePartner();
      const proposed = "01900000-0000-7000-8000-000000000000";
      const headers = { "Request-Id": proposed, "X-Request-Id": proposed };
      const answers = [
        await send(mount, endpoint, partner, { headers }),
        await send(mount, endpoint, partner, { headers }),
      ];
      const ids = answers.map((answer) => answer.headers.get("request-id"));
      expect(new Set([...ids, proposed]).size).toBe(3);
    });
  });

  describe.each(named(heldThrough(mount, guarded)))("%s", (_name, endpoint) => {
    it("names the request on a refusal of the key", async () => {
      const answer = await send(mount, endpoint, await makePartner(), { key: "sk_live_nonsense" });
      expect(answer.status).toBe(401);
      expectCommonHeaders(answer);
    });

    it.runIf(endpoint.limitClass === "calls")(
      "says when to try again on a refusal for the limit",
      async () => {
        const partner = await makePartner({ per_minute: 1, per_day: 1 });
        const first = await send(mount, endpoint, partner, { body: {} });
        expect(first.status).not.toBe(429);
        const answer = await send(mount, endpoint, partner, { body: {} });
        expect([answer.status, answer.body.code]).toEqual([429, "rate_limited_day"]);
        const midnight = Math.ceil((86_400_000 - (Date.now() % 86_400_000)) / 1_000);
        expect(Math.abs(Number(answer.headers.get("retry-after")) - midnight)).toBeLessThan(60);
        expect(answer.headers.get("ratelimit")).toMatch(/^"minute";r=0;t=\d+, "day";r=0;t=\d+$/);
        expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
        expectCommonHeaders(answer);
      },
    );
  });

  describe.each(named(ENDPOINTS.filter(({ method }) => method === "GET")))("%s", (_name, endpoint) => {
    it("answers HEAD as GET, without the body", async () => {
      const partner = await makePartner(LIMITS);
      const answer = await send(mount, endpoint, partner, { method: "HEAD" });
      expect([answer.status, answer.text]).toEqual([200, ""]);
      expect(answer.headers.get("content-type")).toBe(typeOf(endpoint));
      expectCommonHeaders(answer);
      expectMetered(endpoint, answer);
    });
  });

  it("names the request on a path that is not there, in every method", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]) {
      const answer = await callFrom(mount, method, "/v1/nowhere", { headers: ORIGIN });
      expect(answer.status).toBe(404);
      if (method !== "HEAD") expect(answer.body.code).toBe("unknown_route");
      expectCommonHeaders(answer);
    }
  });

  it("sends no HSTS where stand-ins may run: that is for real deployments over HTTPS", async () => {
    const answer = await callFrom(mount, "GET", "/v1/nowhere");
    expect(answer.headers.get("strict-transport-security")).toBeNull();
  });
});
