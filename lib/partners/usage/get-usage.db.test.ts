import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { LATENCY_BOUNDS_MS } from "@/lib/partners/usage/latency-histogram";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { USAGE_GROUPS, UsageQuery } from "@/lib/partners/usage/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import { FixedClock } from "@/lib/platform/clock";
import { Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(() => {
  setSettings();
});

const ask = (partner: Pick<TestPartner, "partnerId">, query: object = {}, mode: "live" | "test" = "live") =>
  getUsage(own.as(partner, { mode }), UsageQuery.parse(query));
const record = (...calls: Call[]) => recordCalls(own.database.pool, calls);
const agoHours = (hours: number) => new Date(Date.now() - hours * HOUR);
const stranger = () => ({ partnerId: newId() });

function sumsOf(calls: readonly Call[]) {
  const units = calls.reduce((sum, call) => sum + call.units, 0);
  const billable = calls.reduce((sum, call) => sum + (call.billable ? call.units : 0), 0);
  return {
    calls: calls.length,
    errors: calls.filter(({ status }) => status >= 400).length,
    units,
    billable_units: billable,
    cost_micro_usd: billable * UNIT_PRICE_MICRO_USD,
  };
}

describe("usage", () => {
  it("is all of the calls at every moment: before the hour is summed, while it is, and after", async () => {
    const partner = stranger();
    const calls: Call[] = [];
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ hoursAgo: fc.constantFrom(0, 0, 0, 1, 2, 30), units: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.constant("sum" as const) },
    );
    for (const [at, what] of fc.sample(step, 60).entries()) {
      if (what === "sum") {
        await rollupUsage(own.system());
        continue;
      }
      const { hoursAgo, units } = what;
      const call = makeCall({
        ...partner,
        occurredAt: agoHours(hoursAgo),
        units,
        billable: units > 0,
        ...(at % 5 === 0 ? { status: 429, units: 0, billable: false } : {}),
      });
      await record(call);
      calls.push(call);
      // A call that comes hours late is counted with the next sums, a minute later.
      if (hoursAgo > 0) await rollupUsage(own.system());
      for (const group_by of USAGE_GROUPS) {
        const usage = await ask(partner, { group_by });
        expect(usage.total).toMatchObject(sumsOf(calls));
        const parts = usage.data.reduce((sum, row) => sum + row.calls, 0);
        expect(parts).toBe(calls.length);
      }
    }
  });

  it("is the partner's own in the mode of its key, and never another's", async () => {
    const [one, two] = [stranger(), stranger()];
    const test = { mode: "test" as const, billable: false };
    await record(makeCall(one), makeCall({ ...one, ...test }), makeCall({ ...one, ...test }), makeCall(two));
    const check = async () => {
      expect((await ask(one)).total).toMatchObject({ calls: 1, billable_units: 1 });
      expect((await ask(one, {}, "test")).total).toMatchObject({
        calls: 2,
        billable_units: 0,
        cost_micro_usd: 0,
      });
      expect((await ask(two)).total).toMatchObject({ calls: 1 });
      expect((await ask(two, {}, "test")).data).toEqual([]);
      expect((await ask(stranger())).total).toMatchObject({ calls: 0, p50_ms: null, p99_ms: null });
    };
    await check();
    await rollupUsage(own.system());
    await check();
    await own.rows("UPDATE rollup_states SET watermark = now() + interval '3 hours'");
    await check();
    await own.rows("UPDATE rollup_states SET watermark = now() - interval '1 hour'");
  });

  it("names keys by their names, never a neighbour's for an id of its own", async () => {
    const partner = await makePartner({}, own.database);
    const key = await own.prisma.apiKey.findFirstOrThrow({
      where: { partnerId: partner.partnerId, mode: "live" },
    });
    const gone = newId();
    await record(makeCall({ ...partner, apiKeyId: key.id }), makeCall({ ...partner, apiKeyId: gone }));
    const { data } = await ask(partner, { group_by: "key" });
    expect(data.map(({ group, label }) => [group, label]).sort()).toEqual(
      [
        [key.id, "First live key"],
        [gone, gone],
      ].sort(),
    );
  });

  it("covers whole UTC hours from the one that holds `from` up to the one that holds the last moment before `to`", async () => {
    const partner = stranger();
    const hour = Math.floor(Date.now() / HOUR) * HOUR - 5 * HOUR;
    const offsets = [-1, 0, HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR];
    await record(...offsets.map((offset) => makeCall({ ...partner, occurredAt: new Date(hour + offset) })));
    await rollupUsage(own.system());
    const count = async (from: number, to: number) => {
      const span = { from: new Date(hour + from).toISOString(), to: new Date(hour + to).toISOString() };
      return (await ask(partner, { ...span, group_by: "hour" })).total.calls;
    };
    expect(await count(0, HOUR)).toBe(2);
    expect(await count(1, HOUR)).toBe(2);
    expect(await count(0, HOUR + 1)).toBe(4);
    expect(await count(-1, 2 * HOUR)).toBe(5);
    expect(await count(0, 2 * HOUR + 1)).toBe(5);
    expect(await count(-HOUR, 3 * HOUR)).toBe(6);
  });

  it("is that of the last thirty days unless asked otherwise", async () => {
    const clock = new FixedClock("2026-03-31T10:30:00Z");
    const { from, to, group_by } = await getUsage(own.as(stranger(), { clock }), UsageQuery.parse({}));
    expect([from, to, group_by]).toEqual(["2026-03-01T11:00:00.000Z", "2026-03-31T11:00:00.000Z", "day"]);
  });

  it.each([
    [{ from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "before"],
    [{ from: "2026-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "before"],
    [{ from: "2025-01-01T00:00:00Z", to: "2026-01-02T00:00:01Z" }, "366 days"],
    [{ group_by: "hour", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:01Z" }, "31 days"],
  ])("refuses the span %j", async (query, why) => {
    const refused = ask(stranger(), query);
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    await expect(refused).rejects.toMatchObject({
      errors: [{ path: "from", message: expect.stringContaining(why) }],
    });
  });

  it("takes the longest spans that it allows", async () => {
    const longest = { from: "2025-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" };
    expect((await ask(stranger(), longest)).data).toEqual([]);
    const hours = { group_by: "hour", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" };
    expect((await ask(stranger(), hours)).data).toEqual([]);
  });

  it("gives percentiles that lie in the bucket of the true ones, over summed and unsummed hours together", async () => {
    const partner = stranger();
    const durations = fc.sample(fc.integer({ min: 100, max: 5_000_000 }), 200);
    const calls = durations.map((durationUs, at) =>
      makeCall({ ...partner, durationUs, occurredAt: agoHours(at % 2 === 0 ? 0 : 40) }),
    );
    await record(...calls.filter((_, at) => at % 2 === 1));
    await rollupUsage(own.system());
    await record(...calls.filter((_, at) => at % 2 === 0));
    const { total } = await ask(partner);
    const sorted = durations.map((us) => us / 1_000).sort((a, b) => a - b);
    for (const [name, p] of [
      ["p50_ms", 0.5],
      ["p95_ms", 0.95],
      ["p99_ms", 0.99],
    ] as const) {
      const truth = sorted[Math.ceil(p * sorted.length) - 1] ?? Number.NaN;
      const upper = LATENCY_BOUNDS_MS.findIndex((bound) => bound > truth);
      // Replies round to a hundredth.
      expect(total[name]).toBeGreaterThanOrEqual((LATENCY_BOUNDS_MS[upper - 1] ?? 0) - 0.01);
      expect(total[name]).toBeLessThanOrEqual((LATENCY_BOUNDS_MS[upper] ?? Number.POSITIVE_INFINITY) + 0.01);
    }
  });

  it("orders days by time, and endpoints by their calls", async () => {
    const partner = stranger();
    const at = (days: number, endpoint: string) =>
      makeCall({ ...partner, occurredAt: new Date(Date.now() - days * DAY), endpoint });
    await record(
      at(3, "/v1/b"),
      at(1, "/v1/a"),
      at(2, "/v1/b"),
      at(0, "/v1/c"),
      at(0, "/v1/c"),
      at(0, "/v1/c"),
    );
    await rollupUsage(own.system());
    const days = (await ask(partner)).data.map(({ group }) => group);
    expect(days).toHaveLength(4);
    expect(days).toEqual([...days].sort());
    const endpoints = (await ask(partner, { group_by: "endpoint" })).data.map(({ group }) => group);
    expect(endpoints).toEqual(["POST /v1/c", "POST /v1/b", "POST /v1/a"]);
  });
});
