import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Endpoint } from "@/lib/api/endpoint";
import { closeServices, services } from "@/lib/api/services";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import {
  classLimits,
  MANAGEMENT_LIMITS,
  NOT_COUNTED_AS_CALLS,
} from "@/lib/partners/rate-limits/limit-classes";
import { newId } from "@/lib/platform/ids";
import { ENDPOINTS } from "@/lib/registry";
import { findHandler } from "@/server/routes";
import { ownDatabase } from "@/test/own-database";
import { makePartner, person, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings({ DATABASE_URL: own.url });
});
afterAll(() => closeServices());

const MANAGING = ENDPOINTS.filter(({ auth, limitClass }) => auth === "partner" && limitClass !== "calls");

function send(method: string, path: string, key: string, body?: unknown): Promise<Response> {
  const url = `http://localhost/api${path}`;
  return findHandler(method, `/api${path}`)(
    new Request(url, {
      method,
      headers: { "X-API-Key": key, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { remoteAddress: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` },
  );
}

const calculate = (key: string) =>
  send("POST", "/v1/compatibility/calculate", key, { person1: person(0.4), person2: person(0.6) });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

/** A key that may do everything, so that a refusal says something of limits alone. */
async function adminKey(partner: TestPartner) {
  const input = CreateApiKey.parse({
    name: "All",
    mode: "live",
    scopes: [
      "compatibility:calculate",
      "usage:read",
      "billing:read",
      "billing:write",
      "events:read",
      "events:write",
      "partners:admin",
    ],
  });
  return createApiKey({ ...own.as(partner) }, { ...input, partner_id: partner.partnerId });
}

/** Calls an endpoint with ids of nothing: what matters is that it is reached. */
function manage({ method, path, body }: Endpoint, { partnerId }: TestPartner, key: string) {
  const filled = path.replace("{partner_id}", partnerId).replace(/\{\w+\}/g, newId());
  return send(method, filled, key, body === undefined ? undefined : {});
}

const capUntil = (partner: TestPartner, cappedUntil: Date | null) =>
  own.prisma.partner.update({ where: { id: partner.partnerId }, data: { cappedUntil } });

const USED_UP: [words: string, terms: { per_minute?: number; per_day?: number }, code: string][] = [
  ["the minute", { per_minute: 1 }, "rate_limited_minute"],
  ["the day", { per_day: 1 }, "rate_limited_day"],
  ["a hard cap", {}, "cap_reached"],
];

describe.each(USED_UP)("when %s is used up", (_words, terms, code) => {
  it("keys, usage, limits, billing and AI tokens can be managed, and a key revoked", async () => {
    const partner = await makePartner(terms, own.database);
    const { key } = await adminKey(partner);
    const other = await adminKey(partner);
    if (code === "cap_reached") await capUntil(partner, new Date(Date.now() + 3_600_000));
    else expect((await calculate(key)).status).toBe(200);
    expect(await codeOf(await calculate(key))).toBe(code);
    for (const endpoint of MANAGING) {
      const { status } = await manage(endpoint, partner, key);
      // 415: a table was wanted.
      expect([200, 201, 204, 400, 404, 409, 415], endpoint.operationId).toContain(status);
    }
    const revoked = await send("DELETE", `/v1/partners/${partner.partnerId}/api-keys/${other.id}`, key);
    expect(revoked.status).toBe(204);
    expect(await codeOf(await calculate(key))).toBe(code);
  });
});

describe("the management of keys and usage", () => {
  it("has a limit of its own, which its headers tell, and which revoking passes by", async () => {
    const partner = await makePartner({ per_minute: 5, per_day: 50 }, own.database);
    const { key, id } = await adminKey(partner);
    const path = `/v1/partners/${partner.partnerId}/api-keys`;
    const first = await send("GET", path, key);
    const { perMinute, perDay } = MANAGEMENT_LIMITS;
    expect(first.headers.get("ratelimit-policy")).toBe(
      `"minute";q=${perMinute};w=60, "day";q=${perDay};w=86400`,
    );
    await services().limiter.take({
      ...classLimits("management", `partner:${partner.partnerId}:live`, { perMinute: 5, perDay: 50 }),
      minuteCost: 0,
      dayCost: perDay - 1,
      now: new Date(),
    });
    const refused = await send("GET", path, key);
    expect([refused.status, await codeOf(refused)]).toEqual([429, "rate_limited_day"]);
    expect((await calculate(key)).status).toBe(200);
    expect((await send("DELETE", `${path}/${id}`, key)).status).toBe(204);
  });

  it("lets a key be revoked when the plan has ended", async () => {
    const partner = await makePartner({}, own.database);
    const { key, id } = await adminKey(partner);
    const data = { subscriptionStatus: "cancelled" as const };
    await own.prisma.partner.update({ where: { id: partner.partnerId }, data });
    const path = `/v1/partners/${partner.partnerId}/api-keys`;
    expect((await send("GET", path, key)).status).toBe(402);
    expect((await send("DELETE", `${path}/${id}`, key)).status).toBe(204);
  });

  it("is left out of the sums of how full the calls' limits were", () => {
    for (const { auth, limitClass, path } of ENDPOINTS) {
      const counted = auth === "partner" && limitClass === "calls";
      expect(new RegExp(NOT_COUNTED_AS_CALLS).test(path), path).toBe(!counted);
    }
  });
});
