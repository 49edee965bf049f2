import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { sumUsage, type UsageSpan } from "@/lib/partners/usage/sum-usage";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase(6);
const HOUR = 3_600_000;
const thisHour = Math.floor(Date.now() / HOUR) * HOUR;
const partners = [newId(), newId(), newId()];

const randomCall: fc.Arbitrary<Call> = fc
  .record({
    at: fc.integer({ min: thisHour - 48 * HOUR, max: thisHour + HOUR - 1 }),
    partnerId: fc.constantFrom(...partners),
    mode: fc.constantFrom("live" as const, "test" as const),
    status: fc.constantFrom(200, 200, 400, 429, 503),
    units: fc.nat(60),
  })
  .map(({ at, status, units, ...fields }) => {
    const occurredAt = new Date(at);
    const scored = status === 200 ? units : 0;
    return makeCall({
      ...fields,
      status,
      occurredAt,
      requestId: newId(occurredAt),
      units: scored,
      billable: scored > 0 && fields.mode === "live",
    });
  });

function expected(calls: readonly Call[], { partnerId, from, until }: UsageSpan) {
  const counted = calls.filter(
    (call) =>
      call.partnerId === partnerId &&
      call.mode === "live" &&
      call.occurredAt >= from &&
      call.occurredAt < until,
  );
  const pairs = counted.reduce((sum, { units }) => sum + units, 0);
  return {
    calls: counted.length,
    errors: counted.filter(({ status }) => status >= 400).length,
    pairs,
    spendMicroUsd: pairs * 50,
  };
}

const spans = (partnerIds: readonly string[]): UsageSpan[] =>
  partnerIds.flatMap((partnerId) =>
    [
      [0, 1],
      [-1, 0],
      [-24, 1],
      [-48, -20],
      [-100, 1],
    ].map(([from = 0, until = 0]) => ({
      partnerId,
      from: new Date(thisHour + from * HOUR),
      until: new Date(thisHour + until * HOUR),
    })),
  );

describe("sums of live calls for many partners", () => {
  const all: Call[] = [];

  it("asks the database nothing for nothing", async () => {
    expect(await sumUsage(own.system(), [])).toEqual([]);
  });

  it("are exact for every span, whether hours have been summed, not yet, or have had late rows since", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomCall, { minLength: 1, maxLength: 60 }),
        fc.boolean(),
        async (calls, rollUp) => {
          await recordCalls(own.database.pool, calls);
          all.push(...calls);
          const asked = spans(partners);
          const sum = () => sumUsage(own.system(), asked);
          expect(await sum()).toEqual(asked.map((span) => expected(all, span)));
          if (rollUp) await rollupUsage(own.system());
          expect(await sum()).toEqual(asked.map((span) => expected(all, span)));
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it("count old hours from their sums, and a late row of such an hour at once", async () => {
    const partnerId = newId();
    const at = (hoursAgo: number) => {
      const occurredAt = new Date(thisHour - hoursAgo * HOUR);
      return makeCall({ partnerId, occurredAt, requestId: newId(occurredAt) });
    };
    await recordCalls(own.database.pool, [at(30), at(30), at(20)]);
    await rollupUsage(own.system());
    await own.rows("UPDATE api_calls SET recorded_at = now() - interval '2 hours' WHERE partner_id = $1", [
      partnerId,
    ]);
    // What only the sums say shows where a figure comes from.
    await own.rows("UPDATE usage_totals SET calls = calls + 100 WHERE partner_id = $1", [partnerId]);
    const [before] = await sumUsage(own.system(), spans([partnerId]).slice(-1));
    expect(before?.calls).toBe(203);
    await recordCalls(own.database.pool, [at(30)]);
    const [after] = await sumUsage(own.system(), spans([partnerId]).slice(-1));
    expect(after?.calls).toBe(3 + 101);
  });
});
