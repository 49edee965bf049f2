import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { getCall } from "@/lib/partners/usage/get-call";
import { listCalls } from "@/lib/partners/usage/list-calls";
import { makePartitions } from "@/lib/partners/usage/maintain-partitions";
import { CallsQuery, PEOPLE } from "@/lib/partners/usage/schemas";
import { tailCalls } from "@/lib/partners/usage/tail-calls";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const DAY = 86_400_000;

let partnerId = "";
let neighbourId = "";
let keys: string[] = [];
let calls: Call[] = [];
let theirs: Call[] = [];
/** Some moments hold several calls, so that pages break within one. */
const now = Math.floor(Date.now() / 1_000) * 1_000;

beforeAll(async () => {
  setSettings();
  ({ partnerId } = await makePartner({}, own.database));
  ({ partnerId: neighbourId } = await makePartner({}, own.database));
  const rows = await own.prisma.apiKey.findMany({ where: { partnerId }, orderBy: { mode: "asc" } });
  keys = rows.map(({ id }) => id);
  await makePartitions(own.system(), new Date(now - 30 * DAY), new Date(now));
  const randomCall = fc
    .record({
      ago: fc.oneof(fc.nat(20), fc.nat(30 * 86_400)),
      key: fc.constantFrom(...rows, { id: null, mode: "test" as const }),
      endpoint: fc.constantFrom("/v1/compatibility/calculate", "/v1/a", "/v1/b", "unmatched"),
      method: fc.constantFrom("GET", "POST", "DELETE"),
      outcome: fc.constantFrom<[number, string | null]>(
        [200, null],
        [201, null],
        [400, "invalid_input"],
        [404, "not_found"],
        [404, "unknown_route"],
        [500, "internal_error"],
        [503, "database_unavailable"],
      ),
    })
    .map(({ ago, key, outcome: [status, errorCode], ...fields }) =>
      makeCall({
        ...fields,
        apiKeyId: key.id,
        mode: key.mode,
        // No calculation is ever recorded with another method.
        ...(fields.endpoint === "/v1/compatibility/calculate" ? { method: "POST" } : {}),
        occurredAt: new Date(now - ago * 1_000),
        status,
        errorCode,
        units: 0,
        billable: false,
      }),
    );
  calls = fc.sample(randomCall, 300).map((call) => ({ ...call, partnerId }));
  // As all calls of a key are of its own partner, theirs are of theirs.
  const theirKeys = await own.prisma.apiKey.findMany({ where: { partnerId: neighbourId } });
  const theirKey = (call: Call) => theirKeys.find(({ mode }) => mode === call.mode)?.id ?? null;
  theirs = fc.sample(randomCall, 50).map((call) => ({
    ...call,
    partnerId: neighbourId,
    apiKeyId: call.apiKeyId === null ? null : theirKey(call),
  }));
  await recordCalls(own.database.pool, [...calls, ...theirs]);
});

const ask = (query: object = {}, who = partnerId) =>
  listCalls(own.as({ partnerId: who }), CallsQuery.parse(query));
const newestFirst = (a: Call, b: Call) =>
  b.occurredAt.getTime() - a.occurredAt.getTime() || (a.requestId < b.requestId ? 1 : -1);

async function allPages(query: object, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await ask({ ...query, limit, ...(cursor ? { cursor } : {}) });
    expect(page.data.length).toBeLessThanOrEqual(limit);
    ids.push(...page.data.map(({ id }) => id));
    expect(page.next_cursor !== null).toBe(page.has_more);
    cursor = page.next_cursor;
  } while (cursor);
  return ids;
}

describe("the request log", () => {
  it("holds for every combination of filters exactly the calls that pass them, newest first, on pages of any size", async () => {
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const filters = fc.record({
      mode: maybe(fc.constantFrom("live", "test")),
      key: maybe(fc.constantFrom(...keys, PEOPLE, newId())),
      endpoint: maybe(fc.constantFrom("/v1/compatibility/calculate", "/v1/a", "unmatched", "/v1/none")),
      method: maybe(fc.constantFrom("GET", "POST", "DELETE", "PUT")),
      status: maybe(fc.constantFrom("2xx", "4xx", "5xx", "200", "404", "503", "418")),
      error_code: maybe(fc.constantFrom("not_found", "internal_error", "no_such_code")),
      from: maybe(fc.nat(30).map((days) => new Date(now - days * DAY).toISOString())),
      to: maybe(fc.nat(30).map((days) => new Date(now - days * DAY).toISOString())),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(1, 7, 100), async (chosen, limit) => {
        const { mode, key, endpoint, method, status, error_code, from, to } = chosen;
        const passes = (call: Call) =>
          (mode === undefined || call.mode === mode) &&
          (key === undefined || call.apiKeyId === (key === PEOPLE ? null : key)) &&
          (endpoint === undefined || call.endpoint === endpoint) &&
          (method === undefined || call.method === method) &&
          (status === undefined ||
            (status.endsWith("xx")
              ? String(call.status)[0] === status[0]
              : call.status === Number(status))) &&
          (error_code === undefined || call.errorCode === error_code) &&
          (from === undefined || call.occurredAt >= new Date(from)) &&
          (to === undefined || call.occurredAt < new Date(to));
        const query = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
        const expected = calls.filter(passes).sort(newestFirst);
        const few = limit === 1 ? expected.slice(0, 1) : expected;
        const ids =
          limit === 1
            ? (await ask({ ...query, limit })).data.map(({ id }) => id)
            : await allPages(query, limit);
        expect(ids).toEqual(few.map(({ requestId }) => requestId));
      }),
      { numRuns: 150 },
    );
  });

  it("finds a call by its Request-Id, whatever its mode, and only if the other filters let it pass", async () => {
    for (const { requestId, mode } of calls.slice(0, 4)) {
      expect((await ask({ request_id: requestId })).data.map(({ id }) => id)).toEqual([requestId]);
      const other = mode === "live" ? "test" : "live";
      expect((await ask({ request_id: requestId, mode: other })).data).toEqual([]);
    }
    expect((await ask({ request_id: "ffffffff-ffff-7fff-bfff-ffffffffffff" })).data).toEqual([]);
  });

  it("has a call the moment that it is recorded", async () => {
    const call = makeCall({ partnerId, apiKeyId: keys[0] ?? null, durationUs: 12_345 });
    await recordCalls(own.database.pool, [call]);
    const { data } = await ask({ limit: 1 });
    expect(data).toEqual([
      {
        id: call.requestId,
        occurred_at: call.occurredAt.toISOString(),
        mode: "live",
        method: "POST",
        endpoint: "/v1/compatibility/calculate",
        status: 200,
        error_code: null,
        duration_ms: 12.345,
        key: { id: keys[0], name: "First live key" },
      },
    ]);
    await own.rows("DELETE FROM api_calls WHERE request_id = $1", [call.requestId]);
  });

  it("never shows a neighbour's call, by no id, key or cursor, nor the name of a neighbour's key", async () => {
    const their = theirs[0];
    const key = await own.prisma.apiKey.findFirstOrThrow({ where: { partnerId: neighbourId } });
    expect((await ask({ request_id: their?.requestId })).data).toEqual([]);
    const cursor = Buffer.from(their?.requestId ?? "").toString("base64url");
    const mine = new Set(calls.map(({ requestId }) => requestId));
    const { data } = await ask({ cursor, limit: 100 });
    expect(data.filter(({ id }) => !mine.has(id))).toEqual([]);
    const stray = makeCall({ partnerId, apiKeyId: key.id });
    await recordCalls(own.database.pool, [stray]);
    expect((await ask({ key: key.id })).data).toEqual([]);
    expect((await ask({ request_id: stray.requestId })).data[0]?.key).toEqual({ id: key.id, name: key.id });
    expect((await getCall(own.as({ partnerId }), { request_id: stray.requestId })).key?.name).toBe(key.id);
    await own.rows("DELETE FROM api_calls WHERE request_id = $1", [stray.requestId]);
  });

  it("refuses cursors that are not ours, and whoever may not read usage", async () => {
    await expect(ask({ cursor: "nonsense" })).rejects.toBeInstanceOf(Invalid);
    const barred = { ...own.as({ partnerId }), permissions: new Set<never>() };
    await expect(listCalls(barred, CallsQuery.parse({}))).rejects.toBeInstanceOf(Forbidden);
    await expect(getCall(barred, { request_id: newId() })).rejects.toBeInstanceOf(Forbidden);
  });

  it.each([
    [{ status: "3" }, "status"],
    [{ status: "6xx" }, "status"],
    [{ method: "FETCH" }, "method"],
    [{ key: "abc" }, "key"],
    [{ request_id: "abc" }, "request_id"],
    [{ from: "yesterday" }, "from"],
    [{ limit: "0" }, "limit"],
  ])("names what is wrong with %j", (query, path) => {
    const { error } = CallsQuery.safeParse(query);
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});

describe("watching", () => {
  it("brings what came since, also a slow call that was answered after others that came in later", async () => {
    const { partnerId: other } = await makePartner({}, own.database);
    const at = (ago: number) => makeCall({ partnerId: other, occurredAt: new Date(now - ago) });
    const [seen, slow, old] = [at(1_000), at(20_000), at(40_000)];
    await recordCalls(own.database.pool, [seen, old]);
    const tail = async () =>
      (await tailCalls(own.as({ partnerId: other }), { since: seen.occurredAt.toISOString() })).data.map(
        ({ id }) => id,
      );
    expect(await tail()).toEqual([seen.requestId]);
    const next = at(0);
    await recordCalls(own.database.pool, [next, slow]);
    expect(await tail()).toEqual([next.requestId, seen.requestId, slow.requestId]);
  });

  it("keeps to its filters, to a hundred rows, and to the partner's own", async () => {
    const since = new Date(now - 30 * DAY).toISOString();
    const { data, has_more } = await tailCalls(own.as({ partnerId }), { since, status: "4xx" });
    expect([data.length <= 100, has_more]).toEqual([
      true,
      calls.filter(({ status }) => status < 500 && status >= 400).length > 100,
    ]);
    expect(new Set(data.map(({ status }) => Math.floor(status / 100)))).toEqual(new Set([4]));
    expect((await tailCalls(own.as({ partnerId: newId() }), { since })).data).toEqual([]);
    const none = await tailCalls(own.as({ partnerId }), { since, from: new Date(now + DAY).toISOString() });
    expect(none.data).toEqual([]);
  });
});

describe("a call", () => {
  it("is shown with all that is known of it, and what it cost", async () => {
    const call = makeCall({ partnerId, apiKeyId: keys[0] ?? null, units: 7, userAgent: "<b>agent</b>" });
    await recordCalls(own.database.pool, [call]);
    const shown = await getCall(own.as({ partnerId }, { mode: "test" }), { request_id: call.requestId });
    expect(shown).toMatchObject({
      id: call.requestId,
      units: 7,
      billable: true,
      cost_micro_usd: 7 * UNIT_PRICE_MICRO_USD,
      ip: "203.0.113.0",
      country: "IE",
      user_agent: "<b>agent</b>",
    });
  });

  it("costs nothing when it is not billable", async () => {
    const call = makeCall({ partnerId, mode: "test", units: 7, billable: false });
    await recordCalls(own.database.pool, [call]);
    const { units, cost_micro_usd } = await getCall(own.as({ partnerId }), { request_id: call.requestId });
    expect([units, cost_micro_usd]).toEqual([7, 0]);
  });

  it("of a neighbour's, of nobody's and one that never was are the same NotFound", async () => {
    const nobodys = makeCall({ partnerId: null, apiKeyId: null, mode: null, billable: false, status: 401 });
    await recordCalls(own.database.pool, [nobodys]);
    const refusals = await Promise.all(
      [theirs[0]?.requestId ?? "", nobodys.requestId, newId(), "ffffffff-ffff-4fff-bfff-ffffffffffff"].map(
        (request_id) => getCall(own.as({ partnerId }), { request_id }).catch((error: unknown) => error),
      ),
    );
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(NotFound);
      expect(refusal).toEqual(refusals[0]);
    }
  });
});
