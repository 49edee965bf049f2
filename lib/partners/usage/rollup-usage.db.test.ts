import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { LATENCY_BOUNDS_MS } from "@/lib/partners/usage/latency-histogram";
import { LOOK_BACK_MS, rollupUsage } from "@/lib/partners/usage/rollup-usage";
import type { UsageDimension } from "@/lib/partners/usage/schemas";
import { NOBODY } from "@/lib/partners/usage/sum-calls";
import { newId } from "@/lib/platform/ids";
import type { UsageTotal } from "@/lib/platform/prisma/client";
import { type OwnDatabase, ownDatabase } from "@/test/own-database";

const own = ownDatabase(12);
const HOUR = 3_600_000;

const partners = [newId(), newId(), null];
const randomCall: fc.Arbitrary<Call> = fc
  .record({
    hoursAgo: fc.nat(60),
    offset: fc.nat(HOUR - 1),
    partnerId: fc.constantFrom(...partners),
    apiKeyId: fc.constantFrom("01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b"),
    mode: fc.constantFrom("live" as const, "test" as const),
    endpoint: fc.constantFrom("/v1/a", "/v1/b"),
    method: fc.constantFrom("GET", "POST"),
    outcome: fc.constantFrom<[number, string | null]>(
      [200, null],
      [201, null],
      [204, null],
      [400, "invalid_input"],
      [400, "malformed_json"],
      [401, "revoked_key"],
      [429, "rate_limited_day"],
      [500, null],
      [503, "database_unavailable"],
    ),
    durationUs: fc.oneof(fc.nat(20_000_000), fc.constantFrom(0, 250, 353, 354, 11_585_000, 2_000_000_000)),
    units: fc.nat(100),
    country: fc.constantFrom("IE", "DE", null),
  })
  .map(({ hoursAgo, offset, outcome: [status, errorCode], ...rest }) => {
    const fields = { ...rest, status, errorCode };
    const occurredAt = new Date(Math.floor(Date.now() / HOUR) * HOUR - hoursAgo * HOUR + offset - HOUR);
    const known = fields.partnerId !== null;
    const paid = known && fields.mode === "live" && fields.status < 400;
    return makeCall({
      ...fields,
      occurredAt,
      requestId: newId(occurredAt),
      apiKeyId: known ? fields.apiKeyId : null,
      mode: known ? fields.mode : null,
      units: fields.status < 400 ? fields.units : 0,
      billable: paid && fields.units > 0,
    });
  });

type Sums = Record<string, number[]>;

const causeOf = ({ status, errorCode }: Call) => (status >= 400 ? (errorCode ?? "unknown") : "");
const whoseOf = (call: Call) => [call.partnerId ?? NOBODY, call.mode ?? "live"];
const startOf = (call: Call, unit: number) =>
  new Date(Math.floor(call.occurredAt.getTime() / unit) * unit).toISOString();

/** Adds calls up by hand, by whatever key they are given. */
function sumBy(
  calls: readonly Call[],
  keysOf: (call: Call) => readonly (readonly (string | number)[])[],
): Sums {
  const sums: Sums = {};
  for (const call of calls) {
    const bucket = LATENCY_BOUNDS_MS.filter((bound) => bound <= call.durationUs / 1_000).length;
    for (const parts of keysOf(call)) {
      const key = parts.join(" ");
      const row = sums[key] ?? [0, 0, 0, 0, 0, ...LATENCY_BOUNDS_MS.map(() => 0), 0];
      const add = (at: number, value: number) => {
        row[at] = (row[at] ?? 0) + value;
      };
      add(0, 1);
      add(1, call.status >= 400 ? 1 : 0);
      add(2, call.units);
      add(3, call.billable ? call.units : 0);
      add(4, call.durationUs);
      add(5 + bucket, 1);
      sums[key] = row;
    }
  }
  return sums;
}

/** How full the limits were in each hour, worked out by hand. */
function expectedLimitUse(calls: readonly Call[]): Sums {
  const minutes = new Map<string, number>();
  const uses: Sums = {};
  for (const call of calls) {
    const hour = [...whoseOf(call), startOf(call, HOUR)].join(" ");
    const use = uses[hour] ?? [0, 0];
    uses[hour] = use;
    // People have limits of their own, and nobody has those of a key.
    if (call.apiKeyId === null || [401, 402, 403, 429].includes(call.status)) continue;
    const minute = [hour, startOf(call, 60_000)].join(" ");
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    uses[hour] = [Math.max(use[0] ?? 0, minutes.get(minute) ?? 0), (use[1] ?? 0) + Math.max(call.units, 1)];
  }
  return uses;
}

/** Everything that should be there, worked out from the rows by hand. */
function expectedSums(calls: readonly Call[]) {
  const today = startOf(makeCall({ occurredAt: new Date(Date.now() - LOOK_BACK_MS) }), 24 * HOUR);
  const hourKey = (call: Call) => [
    ...whoseOf(call),
    startOf(call, HOUR),
    call.apiKeyId ?? NOBODY,
    call.endpoint,
    call.method,
    Math.floor(call.status / 100),
    call.country ?? "ZZ",
    causeOf(call),
  ];
  const dayKeys = (call: Call) => {
    const day = startOf(call, 24 * HOUR);
    if (day >= today) return [];
    const values: Record<UsageDimension, string> = {
      key: call.apiKeyId ?? NOBODY,
      endpoint: `${call.method} ${call.endpoint}`,
      cause: causeOf(call),
      status: String(Math.floor(call.status / 100)),
      country: call.country ?? "ZZ",
    };
    return Object.entries(values)
      .filter(([, value]) => value !== "")
      .map(([dimension, value]) => [...whoseOf(call), day, dimension, value]);
  };
  return {
    hours: sumBy(calls, (call) => [hourKey(call)]),
    totals: sumBy(calls, (call) => [[...whoseOf(call), startOf(call, HOUR)]]),
    days: sumBy(calls, dayKeys),
    limits: expectedLimitUse(calls),
  };
}

type SumRow = Pick<UsageTotal, "calls" | "errors" | "units" | "billableUnits" | "durationUs" | "latency">;
const numbersOf = (row: SumRow) => [
  row.calls,
  row.errors,
  ...[row.units, row.billableUnits, row.durationUs].map(Number),
  ...row.latency,
];

async function actualSums({ prisma }: OwnDatabase) {
  const [hours, totals, days] = await Promise.all([
    prisma.usageHour.findMany(),
    prisma.usageTotal.findMany(),
    prisma.usageDay.findMany(),
  ]);
  const keyed = <Row extends { partnerId: string; mode: string }>(
    rows: readonly Row[],
    keyOf: (row: Row) => readonly (string | number)[],
    of: (row: Row) => number[],
  ) => Object.fromEntries(rows.map((row) => [[row.partnerId, row.mode, ...keyOf(row)].join(" "), of(row)]));
  return {
    hours: keyed(
      hours,
      ({ hour, apiKeyId, endpoint, method, statusClass, country, errorCode }) => [
        hour.toISOString(),
        apiKeyId,
        endpoint,
        method,
        statusClass,
        country,
        errorCode,
      ],
      numbersOf,
    ),
    totals: keyed(totals, ({ hour }) => [hour.toISOString()], numbersOf),
    days: keyed(days, ({ day, dimension, value }) => [day.toISOString(), dimension, value], numbersOf),
    limits: keyed(
      totals,
      ({ hour }) => [hour.toISOString()],
      ({ peakMinute, dayUse }) => [peakMinute, Number(dayUse)],
    ),
  };
}

describe("summing up usage", () => {
  const all: Call[] = [];

  it("does nothing where there are no calls", async () => {
    expect(await rollupUsage(own.system())).toBe(0);
  });

  it("gives for every hour exactly the sums of its rows, whatever they are, early, late or in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomCall, { minLength: 1, maxLength: 80 }),
        fc.boolean(),
        async (calls, runAgain) => {
          // Each round's calls reach back over hours that earlier rounds have summed: they are late rows to those.
          await recordCalls(own.database.pool, calls);
          all.push(...calls);
          await rollupUsage(own.system());
          if (runAgain) await rollupUsage(own.system());
          expect(await actualSums(own)).toEqual(expectedSums(all));
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it("comes to the same when many run at once, while calls come in", async () => {
    const calls = fc.sample(randomCall, 400);
    all.push(...calls);
    const arriving = (async () => {
      for (let at = 0; at < calls.length; at += 40)
        await recordCalls(own.database.pool, calls.slice(at, at + 40));
    })();
    await Promise.all(Array.from({ length: 6 }, () => rollupUsage(own.system())));
    await arriving;
    await Promise.all(Array.from({ length: 3 }, () => rollupUsage(own.system())));
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("undoes nothing it has summed when a run dies half-way", async () => {
    const before = await actualSums(own);
    const dying = own.prisma.$transaction(async (tx) => {
      await rollupUsage({ ...own.system(), db: tx });
      throw new Error("died");
    });
    await expect(dying).rejects.toThrow("died");
    expect(await actualSums(own)).toEqual(before);
  });

  it("looks at no more than the hours that changed of late", async () => {
    await own.rows("UPDATE api_calls SET recorded_at = now() - interval '1 hour'");
    await rollupUsage(own.system());
    const late = makeCall({ occurredAt: new Date(Date.now() - 50 * HOUR) });
    all.push(late);
    await recordCalls(own.database.pool, [late]);
    expect(await rollupUsage(own.system())).toBe(1);
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("finds a row that became visible up to ten minutes after it was stamped", async () => {
    const stamped = makeCall({ occurredAt: new Date(Date.now() - 5 * HOUR) });
    await rollupUsage(own.system());
    await recordCalls(own.database.pool, [stamped]);
    all.push(stamped);
    await own.rows("UPDATE api_calls SET recorded_at = now() - interval '9 minutes' WHERE request_id = $1", [
      stamped.requestId,
    ]);
    await rollupUsage(own.system());
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("moves a call whose outcome was corrected, and leaves nothing where it was", async () => {
    const call = makeCall({ occurredAt: new Date(Date.now() - 30 * HOUR), partnerId: newId() });
    await recordCalls(own.database.pool, [call]);
    await rollupUsage(own.system());
    const corrected = { ...call, status: 503, errorCode: "usage_unavailable", units: 0, billable: false };
    await own.rows(
      `UPDATE api_calls SET status = 503, error_code = 'usage_unavailable', units = 0, billable = false, recorded_at = now()
       WHERE request_id = $1`,
      [call.requestId],
    );
    all.push(corrected);
    await rollupUsage(own.system());
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("comes to the same for hours in which a crowd of partners called", async () => {
    const crowd = Array.from({ length: 120 }, () => newId());
    const add = async (count: number) => {
      const calls = fc.sample(randomCall, count).map((call, at) => {
        const occurredAt = new Date(Date.now() - (at % 2 === 0 ? 70 : 69) * HOUR);
        const partnerId = call.partnerId === null ? null : (crowd[at % crowd.length] ?? null);
        return { ...call, occurredAt, partnerId, requestId: newId(occurredAt) };
      });
      all.push(...calls);
      await recordCalls(own.database.pool, calls);
    };
    await add(500);
    await rollupUsage(own.system());
    await add(300);
    await rollupUsage(own.system());
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("catches up step by step after days of standing still, and keeps the steps that were done when it dies", async () => {
    await own.rows("UPDATE rollup_states SET watermark = now() - interval '5 days'");
    const calls = fc.sample(randomCall, 200);
    all.push(...calls);
    await recordCalls(own.database.pool, calls);
    await own.rows(
      `UPDATE api_calls SET recorded_at = now() - random() * interval '5 days' WHERE request_id = ANY ($1::uuid[])`,
      [calls.map(({ requestId }) => requestId)],
    );
    const ctx = own.system();
    let steps = 0;
    const dying = {
      ...ctx,
      db: new Proxy(ctx.db, {
        get: (db, name) => {
          if (name === "$transaction" && ++steps === 3) throw new Error("died");
          const value: unknown = Reflect.get(db, name);
          return typeof value === "function" ? value.bind(db) : value;
        },
      }),
    };
    await expect(rollupUsage(dying)).rejects.toThrow("died");
    const [state] = await own.rows<{ days: number }>(
      "SELECT extract(day FROM now() - watermark)::int AS days FROM rollup_states WHERE name = 'usage'",
    );
    expect(state?.days).toBe(3);
    await rollupUsage(ctx);
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("sums days that were missed while nothing ran", async () => {
    await own.rows(
      "UPDATE rollup_states SET watermark = now() - interval '50 hours' WHERE name = 'usage_days'",
    );
    await own.rows(
      "DELETE FROM usage_days WHERE day >= date_trunc('day', now() - interval '50 hours', 'UTC')",
    );
    await rollupUsage(own.system());
    expect(await actualSums(own)).toEqual(expectedSums(all));
  });

  it("keeps the sums of hours whose rows have been dropped", async () => {
    const before = await actualSums(own);
    await own.rows("DELETE FROM api_calls WHERE occurred_at < now() - interval '24 hours'");
    await rollupUsage(own.system());
    expect(await actualSums(own)).toEqual(before);
  });
});
