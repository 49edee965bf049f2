import { describe, expect, inject, it } from "vitest";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import { callFrom, freshAddress } from "@/test/loopback";
import { expireKey, makeKey } from "@/test/partner-state";
import { type Answer, call, closeProductDatabase, type Mount, makePartner, person } from "@/test/product";
import { recordedCall } from "@/test/recorded-calls";

closeProductDatabase();

const pair = { person1: person(0.4), person2: person(0.6) };
const calculate = (mount: Mount, key: string, body: unknown = pair) =>
  call(mount, "POST", "/v1/compatibility/calculate", { key, body });
const usage = (mount: Mount, key: string, query: string): Promise<Answer> =>
  call(mount, "GET", `/v1/usage?${query}`, { key });

interface Row {
  group: string;
  label: string;
  calls: number;
  errors: number;
  units: number;
  billable_units: number;
  cost_micro_usd: number;
  p50_ms: number;
}

/** Makes 3 good calls with one key, a batch of 4 with another, and one refused call; all of them recorded. */
async function makeCalls(mount: Mount) {
  const partner = await makePartner();
  const second = await makeKey(partner, { name: "Second" });
  for (let made = 0; made < 3; made += 1) await calculate(mount, partner.liveKey);
  await call(mount, "POST", "/v1/compatibility/batch", { key: second.key, body: [pair, pair, pair, pair] });
  const refused = await calculate(mount, second.key, {});
  await recordedCall(refused.headers.get("request-id"));
  return { partner, second };
}

describe.each(inject("mounts"))("through $name", (mount) => {
  it("tells a key's holder what a revoked and an expired key still tried", async () => {
    const partner = await makePartner();
    const [revoked, expired] = [await makeKey(partner), await makeKey(partner)];
    await call(mount, "DELETE", `/v1/partners/${partner.partnerId}/api-keys/${revoked.id}`, {
      key: partner.liveKey,
    });
    await expireKey(expired.id);
    for (const [key, code] of [
      [revoked, "revoked_key"],
      [expired, "expired_key"],
    ] as const) {
      const refused = await calculate(mount, key.key);
      expect(refused.status).toBe(401);
      expect(await recordedCall(refused.headers.get("request-id"))).toMatchObject({
        partnerId: partner.partnerId,
        apiKeyId: key.id,
        errorCode: code,
        units: 0,
        billable: false,
      });
    }
  });

  it("shows the calls just made, by endpoint, by key, by day and by hour, with what they cost", async () => {
    const { partner, second } = await makeCalls(mount);
    const figures = ({ calls, errors, units, billable_units, cost_micro_usd }: Row) => ({
      calls,
      errors,
      units,
      billable_units,
      cost_micro_usd,
    });
    const good = {
      calls: 3,
      errors: 0,
      units: 3,
      billable_units: 3,
      cost_micro_usd: 3 * UNIT_PRICE_MICRO_USD,
    };
    const ask = async (group_by: string) =>
      (await usage(mount, partner.liveKey, `group_by=${group_by}`)).body;
    const total = { calls: 5, errors: 1, units: 7, billable_units: 7, cost_micro_usd: 350 };

    const byEndpoint = await ask("endpoint");
    expect(byEndpoint).toMatchObject({ mode: "live", group_by: "endpoint" });
    const rows = (reply: { data: Row[] }) =>
      Object.fromEntries(reply.data.map((row) => [row.group, figures(row)]));
    expect(rows(byEndpoint)).toEqual({
      "POST /v1/compatibility/calculate": { ...good, calls: 4, errors: 1 },
      "POST /v1/compatibility/batch": {
        calls: 1,
        errors: 0,
        units: 4,
        billable_units: 4,
        cost_micro_usd: 4 * UNIT_PRICE_MICRO_USD,
      },
    });
    expect(figures(byEndpoint.total)).toEqual(total);

    // Asking is itself a call of the first key's: each question finds those before it.
    const byKey = await ask("key");
    expect(byKey.data.map(({ label }: Row) => label).sort()).toEqual(["First live key", "Second"]);
    expect(rows(byKey)[second.id]).toEqual({
      calls: 2,
      errors: 1,
      units: 4,
      billable_units: 4,
      cost_micro_usd: 4 * UNIT_PRICE_MICRO_USD,
    });
    for (const [asked, group_by] of [
      [2, "day"],
      [3, "hour"],
    ] as const) {
      const reply = await ask(group_by);
      expect(figures(reply.total)).toEqual({ ...total, calls: total.calls + asked });
      expect(reply.data.map(({ calls }: Row) => calls).reduce((a: number, b: number) => a + b, 0)).toBe(
        5 + asked,
      );
      const pattern = group_by === "day" ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:00:00Z$/;
      for (const { group } of reply.data) {
        expect(group).toMatch(pattern);
        expect(Date.now() - Date.parse(group)).toBeLessThan(2 * 86_400_000);
      }
    }
    expect(byEndpoint.total.p50_ms).toBeGreaterThan(0);
    expect(byEndpoint.total.p99_ms).toBeGreaterThanOrEqual(byEndpoint.total.p50_ms);
  });

  it("shows a test key the test calls and a live key the live ones, and nobody a neighbour's", async () => {
    const { partner } = await makeCalls(mount);
    const neighbour = await makePartner();
    await calculate(mount, partner.testKey);
    const [test, live, other] = [
      await usage(mount, partner.testKey, "group_by=endpoint"),
      await usage(mount, partner.liveKey, "group_by=endpoint"),
      await usage(mount, neighbour.liveKey, "group_by=endpoint"),
    ];
    expect(test.body).toMatchObject({
      mode: "test",
      total: { calls: 1, units: 1, billable_units: 0, cost_micro_usd: 0 },
    });
    expect(live.body).toMatchObject({ mode: "live", total: { calls: 5 } });
    expect(other.body).toMatchObject({ data: [], total: { calls: 0, p50_ms: null } });
  });

  it("counts a HEAD, a 404 and a 403 of the key as calls, and nobody's calls without a key as anyone's", async () => {
    const partner = await makePartner();
    const narrow = await makeKey(partner, { scopes: ["usage:read"] });
    const answers = [
      await call(mount, "HEAD", "/v1/sandbox/people", { key: partner.liveKey }),
      await call(mount, "GET", "/v1/partners/01900000-0000-7000-8000-000000000000", { key: partner.liveKey }),
      await calculate(mount, narrow.key),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 403]);
    for (const { headers } of answers) await recordedCall(headers.get("request-id"));
    const { body } = await usage(mount, narrow.key, "group_by=endpoint");
    const groups = Object.fromEntries(body.data.map(({ group, errors }: Row) => [group, errors]));
    expect(groups).toEqual({
      "HEAD /v1/sandbox/people": 0,
      "GET /v1/partners/{partner_id}": 1,
      "POST /v1/compatibility/calculate": 1,
    });
    const missing = await callFrom(mount, "POST", "/v1/compatibility/calculate", {
      from: freshAddress(),
      body: pair,
    });
    expect(await recordedCall(missing.headers.get("request-id"))).toMatchObject({
      status: 401,
      apiKeyId: null,
    });
  });

  it("reports the span that was asked for, in whole hours, and refuses one that is empty or too long", async () => {
    const { liveKey } = await makePartner();
    const { body } = await usage(mount, liveKey, "from=2026-01-01T10:20:00Z&to=2026-01-01T12:00:01Z");
    expect(body).toMatchObject({
      from: "2026-01-01T10:00:00.000Z",
      to: "2026-01-01T13:00:00.000Z",
      data: [],
    });
    for (const query of [
      "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
      "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
      "from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
      "group_by=hour&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z",
    ]) {
      const refused = await usage(mount, liveKey, query);
      expect([refused.status, refused.body.errors[0].path]).toEqual([400, "from"]);
    }
    for (const [query, path] of [
      ["group_by=week", "group_by"],
      ["from=yesterday", "from"],
      ["to=2026-01-01", "to"],
    ]) {
      const refused = await usage(mount, liveKey, query ?? "");
      expect([refused.status, refused.body.errors[0].path]).toEqual([400, path]);
    }
  });

  it("leaves of a call its template, status, units, mode and cut address, never the path or the key", async () => {
    const partner = await makePartner();
    const { key, id } = await makeKey(partner);
    const answer = await call(mount, "GET", `/v1/partners/${partner.partnerId}`, {
      key,
      headers: { "User-Agent": "x/1" },
    });
    expect(await recordedCall(answer.headers.get("request-id"))).toMatchObject({
      endpoint: "/v1/partners/{partner_id}",
      method: "GET",
      status: 200,
      errorCode: null,
      units: 0,
      billable: false,
      mode: "live",
      apiKeyId: id,
      partnerId: partner.partnerId,
      ip: "127.0.0.0",
      country: null,
      userAgent: "x/1",
    });
  });
});
