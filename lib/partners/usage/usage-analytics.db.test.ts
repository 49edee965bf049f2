import fc from "fast-check";
import Papa from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { exportUsageCsv } from "@/lib/partners/usage/export-usage-csv";
import { getLimitHeadroom } from "@/lib/partners/usage/get-limit-headroom";
import { getMonthCost } from "@/lib/partners/usage/get-month-cost";
import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import { getUsageHeatmap } from "@/lib/partners/usage/get-usage-heatmap";
import { getUsageSeries } from "@/lib/partners/usage/get-usage-series";
import { getUsageSummary } from "@/lib/partners/usage/get-usage-summary";
import { LATENCY_BOUNDS_MS, percentileMs } from "@/lib/partners/usage/latency-histogram";
import { resolveRange } from "@/lib/partners/usage/resolve-range";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { PEOPLE, USAGE_DIMENSIONS, type UsageDimension, UsageRange } from "@/lib/partners/usage/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import { FixedClock } from "@/lib/platform/clock";
import { Forbidden, Invalid, Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Sunday at the end of a month that follows a short one. */
const NOW = new Date("2024-03-31T10:30:00Z");
const clock = new FixedClock(NOW);
const RANGES = [
  { range: "24h" },
  { range: "7d" },
  { range: "30d" },
  { range: "90d" },
  { range: "month" },
  { range: "custom", from: "2024-02-29", to: "2024-03-02" },
  { range: "custom", from: "2024-03-31", to: "2024-04-30" },
].map((range) => UsageRange.parse(range));

const KEYS = [newId(), newId()];
const randomCall = fc
  .record({
    // Many of them lately, so that every range has some.
    ago: fc.oneof(fc.nat(2 * DAY), fc.nat(35 * DAY), fc.nat(185 * DAY)),
    apiKeyId: fc.constantFrom(...KEYS),
    mode: fc.constantFrom("live" as const, "live" as const, "test" as const),
    endpoint: fc.constantFrom("/v1/a", "/v1/b"),
    method: fc.constantFrom("GET", "POST"),
    outcome: fc.constantFrom<[number, string | null]>(
      [200, null],
      [200, null],
      [201, null],
      [400, "invalid_input"],
      [401, "revoked_key"],
      [429, "rate_limited_minute"],
      [500, "internal_error"],
    ),
    durationUs: fc.integer({ min: 100, max: 15_000_000 }),
    units: fc.integer({ min: 1, max: 100 }),
    country: fc.constantFrom("IE", "DE", null),
  })
  .map(({ ago, outcome: [status, errorCode], ...fields }) => {
    const occurredAt = new Date(NOW.getTime() - ago);
    const paid = fields.mode === "live" && status < 400;
    return {
      ...fields,
      occurredAt,
      status,
      errorCode,
      units: status < 400 ? fields.units : 0,
      billable: paid,
    };
  });

let partnerId = "";
let calls: Call[] = [];

beforeAll(async () => {
  setSettings();
  ({ partnerId } = await makePartner({}, own.database));
  const neighbour = await makePartner({}, own.database);
  calls = fc.sample(randomCall, 600).map((call) => makeCall({ ...call, partnerId }));
  const theirs = fc
    .sample(randomCall, 100)
    .map((call) => makeCall({ ...call, partnerId: neighbour.partnerId }));
  await recordCalls(own.database.pool, [...calls, ...theirs]);
});

const as = (mode: "live" | "test") => own.as({ partnerId }, { mode, clock });
const within = (mode: "live" | "test", { from, to }: { from: Date; to: Date }) =>
  calls.filter((call) => call.mode === mode && call.occurredAt >= from && call.occurredAt < to);

function figures(some: readonly Call[]) {
  const counts = [...LATENCY_BOUNDS_MS, 0].map(() => 0);
  for (const { durationUs } of some) {
    const bucket = LATENCY_BOUNDS_MS.filter((bound) => bound <= durationUs / 1_000).length;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const percentile = (p: number) => {
    const value = percentileMs(counts, p);
    return value === null ? null : Math.round(value * 100) / 100;
  };
  const billable = some.reduce((sum, call) => sum + (call.billable ? call.units : 0), 0);
  return {
    calls: some.length,
    errors: some.filter(({ status }) => status >= 400).length,
    units: some.reduce((sum, call) => sum + call.units, 0),
    billable_units: billable,
    cost_micro_usd: billable * UNIT_PRICE_MICRO_USD,
    p50_ms: percentile(0.5),
    p95_ms: percentile(0.95),
    p99_ms: percentile(0.99),
  };
}

const VALUES: Record<UsageDimension, (call: Call) => string | null> = {
  endpoint: ({ method, endpoint }) => `${method} ${endpoint}`,
  key: ({ apiKeyId }) => apiKeyId,
  cause: ({ errorCode }) => errorCode,
  status: ({ status }) => String(Math.floor(status / 100)),
  country: ({ country }) => country ?? "ZZ",
};

const toldOf = (span: { from: Date; to: Date }) => ({
  from: span.from.toISOString(),
  to: span.to.toISOString(),
});

/** Every figure of every page against the rows themselves, in both modes. */
async function expectTruth() {
  for (const range of RANGES) {
    const span = resolveRange(NOW, range);
    for (const mode of ["live", "test"] as const) {
      const ctx = as(mode);
      const mine = within(mode, span);
      const summary = await getUsageSummary(ctx, range);
      expect(summary).toMatchObject({ mode, ...toldOf(span), now: figures(mine) });
      expect(summary.now.error_rate).toBe(mine.length === 0 ? null : figures(mine).errors / mine.length);
      expect(summary).toMatchObject({
        before: toldOf(span.before),
        earlier: figures(within(mode, span.before)),
      });

      const hours = (span.to.getTime() - span.from.getTime()) / HOUR;
      for (const by of hours <= 31 * 24 ? (["hour", "day"] as const) : (["day"] as const)) {
        const step = by === "hour" ? HOUR : DAY;
        const { data } = await getUsageSeries(ctx, { ...range, by });
        const first = Math.floor(span.from.getTime() / step) * step;
        expect(data).toEqual(
          Array.from({ length: Math.ceil((span.to.getTime() - first) / step) }, (_, at) => {
            const time = new Date(first + at * step);
            const end = new Date(time.getTime() + step);
            return {
              time: time.toISOString(),
              ...figures(mine.filter(({ occurredAt }) => occurredAt >= time && occurredAt < end)),
            };
          }),
        );
      }

      for (const by of USAGE_DIMENSIONS) {
        const { data, total } = await getUsageBreakdown(ctx, { ...range, by });
        const told = mine.filter((call) => VALUES[by](call) !== null);
        expect(total).toEqual(figures(told));
        const values = [...new Set(told.map(VALUES[by]))];
        expect(new Set(data.map(({ value }) => value))).toEqual(new Set(values));
        for (const { value, label: _, share, error_rate, ...rest } of data) {
          const part = figures(told.filter((call) => VALUES[by](call) === value));
          expect(rest).toEqual(part);
          expect([share, error_rate]).toEqual([part.calls / told.length, part.errors / part.calls]);
        }
        expect(data.map((row) => row.calls)).toEqual(data.map((row) => row.calls).sort((a, b) => b - a));
      }

      const { cells, peak } = await getUsageHeatmap(ctx, range);
      expect(cells).toHaveLength(168);
      for (const { weekday, hour, calls: counted, errors } of cells) {
        const then = mine.filter(
          ({ occurredAt }) => (occurredAt.getUTCDay() || 7) === weekday && occurredAt.getUTCHours() === hour,
        );
        expect([counted, errors]).toEqual([then.length, figures(then).errors]);
      }
      expect(peak?.calls ?? 0).toBe(Math.max(...cells.map((cell) => cell.calls)));

      const headroom = await getLimitHeadroom(ctx, range, new MemoryLimiter());
      expect(headroom.minute.peak?.used ?? 0).toBe(most(mine, 60_000, () => 1));
      const wholeDays = { from: new Date(Math.floor(span.from.getTime() / DAY) * DAY), to: span.to };
      expect(headroom.day.peak?.used ?? 0).toBe(
        most(within(mode, wholeDays), DAY, ({ units }) => Math.max(units, 1)),
      );
    }
  }
}

/** The most that the limits counted in one minute or day. */
function most(some: readonly Call[], step: number, use: (call: Call) => number): number {
  const uses = new Map<number, number>();
  for (const call of some) {
    if ([401, 402, 403, 429].includes(call.status)) continue;
    const at = Math.floor(call.occurredAt.getTime() / step);
    uses.set(at, (uses.get(at) ?? 0) + use(call));
  }
  return Math.max(0, ...uses.values());
}

describe("every figure of every range", () => {
  it("is that of the calls before any were summed", expectTruth);

  it("is the same once all were summed", async () => {
    await rollupUsage(own.system());
    await expectTruth();
    const [{ days } = { days: 0 }] = await own.rows<{ days: number }>(
      "SELECT count(*)::int AS days FROM usage_days",
    );
    expect(days).toBeGreaterThan(100);
  });

  it.each(["2024-03-31T05:05:00Z", "2024-03-29T00:05:00Z", "2024-03-02T00:10:00Z"])(
    "is the same while sums have come as far as %s, and their calls alone are beyond",
    async (watermark) => {
      await own.rows("UPDATE rollup_states SET watermark = $1", [watermark]);
      await expectTruth();
    },
  );

  it("has nothing of a neighbour's, and is refused to whoever may not read usage", async () => {
    const stranger = own.as({ partnerId: newId() }, { clock });
    const range = UsageRange.parse({ range: "90d" });
    expect((await getUsageSummary(stranger, range)).now).toMatchObject({
      calls: 0,
      error_rate: null,
      p50_ms: null,
    });
    expect((await getUsageBreakdown(stranger, { ...range, by: "key" })).data).toEqual([]);
    expect((await getUsageHeatmap(stranger, range)).peak).toBeNull();
    expect(await getMonthCost(stranger)).toMatchObject({ so_far_micro_usd: 0, forecast_micro_usd: null });
    const barred = { ...as("live"), permissions: new Set<never>() };
    for (const asked of [
      () => getUsageSummary(barred, range),
      () => getUsageSeries(barred, range),
      () => getUsageBreakdown(barred, { ...range, by: "key" }),
      () => getUsageHeatmap(barred, range),
      () => getLimitHeadroom(barred, range, new MemoryLimiter()),
      () => getMonthCost(barred),
      () => exportUsageCsv(barred, { ...range, report: "series" }),
    ]) {
      await expect(asked()).rejects.toBeInstanceOf(Forbidden);
    }
  });

  it("names keys by name, and never a neighbour's", async () => {
    const key = await own.prisma.apiKey.findFirstOrThrow({ where: { partnerId, mode: "live" } });
    const theirs = await own.prisma.apiKey.findFirstOrThrow({
      where: { partnerId: { not: partnerId }, mode: "live" },
    });
    const of = (apiKeyId: string) =>
      makeCall({ partnerId, apiKeyId, occurredAt: new Date("2023-06-01T00:00:00Z") });
    await recordCalls(own.database.pool, [of(key.id), of(theirs.id)]);
    const range = UsageRange.parse({ range: "custom", from: "2023-06-01", to: "2023-06-01" });
    await rollupUsage(own.system());
    const { data } = await getUsageBreakdown(as("live"), { ...range, by: "key" });
    expect(new Map(data.map(({ value, label }) => [value, label]))).toEqual(
      new Map([
        [key.id, "First live key"],
        [theirs.id, theirs.id],
      ]),
    );
  });

  it("tells what people called themselves from what keys did, among the test calls", async () => {
    const { partnerId: other } = await makePartner({}, own.database);
    const person = { partnerId: other, apiKeyId: null, mode: "test" as const, billable: false };
    const at = new Date("2023-06-05T00:00:00Z");
    await recordCalls(own.database.pool, [
      makeCall({ ...person, occurredAt: at }),
      makeCall({ partnerId: other, mode: "test", billable: false, occurredAt: at }),
    ]);
    const ctx = own.as({ partnerId: other }, { clock, mode: "test" });
    const range = UsageRange.parse({ range: "custom", from: "2023-06-05", to: "2023-06-05" });
    await rollupUsage(own.system());
    const { data } = await getUsageBreakdown(ctx, { ...range, by: "key" });
    expect(data.find(({ value }) => value === PEOPLE)).toMatchObject({
      label: "People, without a key",
      calls: 1,
    });
    // Their limits are their own, and nothing that the keys have taken.
    const { minute, day } = await getLimitHeadroom(ctx, range, new MemoryLimiter());
    expect([minute.peak?.used, day.peak?.used]).toEqual([1, 1]);
  });

  it("is refused by hour beyond 31 days", async () => {
    const asked = getUsageSeries(as("live"), { range: "90d", by: "hour" });
    await expect(asked).rejects.toMatchObject({ errors: [{ path: "by" }] });
    await expect(asked).rejects.toBeInstanceOf(Invalid);
  });
});

describe("headroom", () => {
  it("says what is taken now as the limits count it, without taking any, in the mode that is asked for", async () => {
    const limiter = new MemoryLimiter();
    const subject = `partner:${partnerId}:test`;
    const limits = { perMinute: 10, perDay: 500 };
    await limiter.take({ subject, limits, minuteCost: 1, dayCost: 40, now: NOW });
    for (let look = 0; look < 3; look += 1) {
      const { minute, day } = await getLimitHeadroom(as("test"), { range: "24h" }, limiter);
      expect([minute.limit, minute.used, day.limit, day.used]).toEqual([1_000, 1, 5_000, 40]);
    }
    const { minute, day } = await getLimitHeadroom(as("live"), { range: "24h" }, limiter);
    expect([minute.limit, minute.used, day.limit, day.used]).toEqual([1_000_000, 0, 1_000_000, 0]);
  });

  it("says that it does not know while the limits' store is away, and the rest as ever", async () => {
    const limiter = new MemoryLimiter();
    await limiter.close();
    await expect(limiter.ping()).rejects.toBeInstanceOf(Unavailable);
    const { minute, day } = await getLimitHeadroom(as("live"), { range: "90d" }, limiter);
    expect([minute.used, day.used]).toEqual([null, null]);
    expect(minute.peak?.share).toBe((minute.peak?.used ?? 0) / 1_000_000);
  });
});

describe("the month's cost", () => {
  const costOf = (some: readonly Call[]) => figures(some).cost_micro_usd;

  it("is what the live calls of the UTC month cost, and of the month before, to the millisecond at its edges", async () => {
    const { partnerId: other } = await makePartner({}, own.database);
    const at = (time: string, units: number) =>
      makeCall({ partnerId: other, occurredAt: new Date(time), units });
    await recordCalls(own.database.pool, [
      at("2024-01-31T23:59:59.999Z", 1),
      at("2024-02-01T00:00:00.000Z", 10),
      at("2024-02-29T23:59:59.999Z", 100),
      at("2024-03-01T00:00:00.000Z", 1_000),
      makeCall({ partnerId: other, occurredAt: NOW, mode: "test", billable: false, units: 5 }),
    ]);
    await rollupUsage(own.system());
    const cost = await getMonthCost(own.as({ partnerId: other }, { clock, mode: "test" }));
    expect(cost).toMatchObject({
      month: "2024-03",
      so_far_units: 1_000,
      so_far_micro_usd: 50_000,
      last_month_micro_usd: 110 * UNIT_PRICE_MICRO_USD,
    });
  });

  it("is forecast by the mean of the same hours of the last four weeks", async () => {
    const clockThen = new FixedClock("2024-03-20T06:30:00Z");
    const hour = new Date("2024-03-20T06:00:00Z").getTime();
    const cost = await getMonthCost(own.as({ partnerId }, { clock: clockThen }));
    const live = calls.filter(({ mode }) => mode === "live");
    const soFar = live.filter(
      ({ occurredAt }) =>
        occurredAt >= new Date("2024-03-01T00:00:00Z") && occurredAt.getTime() < hour + HOUR,
    );
    let toCome = 0;
    for (let time = hour + HOUR; time < Date.UTC(2024, 3, 1); time += HOUR) {
      for (let week = 1; week <= 5; week += 1) {
        const start = time - week * 7 * DAY;
        if (start < hour - 28 * DAY || start >= hour) continue;
        toCome += costOf(
          live.filter(
            (call) => call.occurredAt.getTime() >= start && call.occurredAt.getTime() < start + HOUR,
          ),
        );
      }
    }
    expect(cost).toMatchObject({
      so_far_micro_usd: costOf(soFar),
      forecast_micro_usd: Math.round(costOf(soFar) + toCome / 4),
      forecast_weeks: 4,
    });
    expect(toCome).toBeGreaterThan(0);
  });

  it("is forecast from as many whole weeks as there are, and not before there is one", async () => {
    const { partnerId: other } = await makePartner({}, own.database);
    // A unit an hour from 1 March on.
    const start = Date.UTC(2024, 2, 1);
    await recordCalls(
      own.database.pool,
      Array.from({ length: 20 * 24 }, (_, hour) =>
        makeCall({ partnerId: other, occurredAt: new Date(start + hour * HOUR) }),
      ),
    );
    await rollupUsage(own.system());
    const at = (time: string) => getMonthCost(own.as({ partnerId: other }, { clock: new FixedClock(time) }));
    expect(await at("2024-03-07T23:59:59Z")).toMatchObject({ forecast_micro_usd: null, forecast_weeks: 0 });
    for (const [time, forecast_weeks] of [
      ["2024-03-08T00:00:00Z", 1],
      ["2024-03-15T12:00:00Z", 2],
    ] as const) {
      expect(await at(time)).toMatchObject({
        forecast_micro_usd: 31 * 24 * UNIT_PRICE_MICRO_USD,
        forecast_weeks,
      });
    }
  });
});

describe("a report as CSV", () => {
  const read = (text: string) => Papa.parse<string[]>(text, { delimiter: "," }).data;

  it("holds the figures of its page, one line each, with lines ended as RFC 4180 says", async () => {
    const { text, name } = await exportUsageCsv(as("live"), { range: "7d", report: "series" });
    const { data } = await getUsageSeries(as("live"), { range: "7d" });
    expect(name).toBe("usage-series-live-2024-03-25-to-2024-03-31.csv");
    expect(text.split("\r\n")).toHaveLength(data.length + 2);
    expect(read(text)[1]).toEqual(
      Object.values(data[0] ?? {}).map((value) => (value === null ? "" : String(value))),
    );
  });

  it("lets no name be taken for a formula, nor break out of its cell", async () => {
    const names = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", '"quoted", and\nbroken'];
    const { partnerId: other } = await makePartner({}, own.database);
    const key = await own.prisma.apiKey.findFirstOrThrow({ where: { partnerId: other, mode: "live" } });
    await recordCalls(own.database.pool, [makeCall({ partnerId: other, apiKeyId: key.id, occurredAt: NOW })]);
    await rollupUsage(own.system());
    for (const name of names) {
      await own.prisma.apiKey.update({ where: { id: key.id }, data: { name } });
      const { text } = await exportUsageCsv(own.as({ partnerId: other }, { clock }), {
        range: "24h",
        report: "key",
      });
      const [head, row, ...rest] = read(text);
      expect(head?.[1]).toBe("key_name");
      expect(row?.[1]).toBe(/^[=+\-@]/.test(name) ? `'${name}` : name);
      expect(rest).toEqual([[""]]);
    }
  });
});
