import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OwnDatabase, ownDatabase } from "@/e2e/fixtures/own-database";
import { newId } from "@/lib/platform/ids";
import type { Call } from "@/lib/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/usage/calls.fixture";
import { LATENCY_BOUNDS_MS } from "@/lib/usage/latency-histogram";
import { NOBODY, rollupUsage } from "@/lib/usage/rollup-usage";

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
    status: fc.constantFrom(200, 201, 204, 400, 404, 429, 500, 503),
    durationUs: fc.oneof(fc.nat(20_000_000), fc.constantFrom(0, 250, 353, 354, 11_585_000, 2_000_000_000)),
    units: fc.nat(100),
    country: fc.constantFrom("IE", "DE", null),
  })
  .map(({ hoursAgo, offset, ...fields }) => {
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

/** The sums that should be there, worked out from the rows by hand. */
function expectedSums(calls: readonly Call[]): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const call of calls) {
    const hour = new Date(Math.floor(call.occurredAt.getTime() / HOUR) * HOUR).toISOString();
    const key = [
      hour,
      call.partnerId ?? NOBODY,
      call.apiKeyId ?? NOBODY,
      call.mode ?? "live",
      call.endpoint,
      call.method,
      Math.floor(call.status / 100),
      call.country ?? "ZZ",
    ].join(" ");
    const row = sums.get(key) ?? [0, 0, 0, 0, 0, ...LATENCY_BOUNDS_MS.map(() => 0), 0];
    const bucket = LATENCY_BOUNDS_MS.filter((bound) => bound <= call.durationUs / 1_000).length;
    const add = (at: number, value: number) => {
      row[at] = (row[at] ?? 0) + value;
    };
    add(0, 1);
    add(1, call.status >= 400 ? 1 : 0);
    add(2, call.units);
    add(3, call.billable ? call.units : 0);
    add(4, call.durationUs);
    add(5 + bucket, 1);
    sums.set(key, row);
  }
  return sums;
}

async function actualSums({ prisma }: OwnDatabase): Promise<Map<string, number[]>> {
  const rows = await prisma.usageHour.findMany();
  return new Map(
    rows.map((row) => [
      [
        row.hour.toISOString(),
        row.partnerId,
        row.apiKeyId,
        row.mode,
        row.endpoint,
        row.method,
        row.statusClass,
        row.country,
      ].join(" "),
      [row.calls, row.errors, ...[row.units, row.billableUnits, row.durationUs].map(Number), ...row.latency],
    ]),
  );
}

const ordered = (sums: Map<string, number[]>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

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
          expect(ordered(await actualSums(own))).toEqual(ordered(expectedSums(all)));
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
    expect(ordered(await actualSums(own))).toEqual(ordered(expectedSums(all)));
  });

  it("undoes nothing it has summed when a run dies half-way", async () => {
    const before = ordered(await actualSums(own));
    const dying = own.prisma.$transaction(async (tx) => {
      await rollupUsage({ ...own.system(), db: tx });
      throw new Error("died");
    });
    await expect(dying).rejects.toThrow("died");
    expect(ordered(await actualSums(own))).toEqual(before);
  });

  it("looks at no more than the hours that changed of late", async () => {
    await own.rows("UPDATE api_calls SET recorded_at = now() - interval '1 hour'");
    await rollupUsage(own.system());
    const late = makeCall({ occurredAt: new Date(Date.now() - 50 * HOUR) });
    all.push(late);
    await recordCalls(own.database.pool, [late]);
    expect(await rollupUsage(own.system())).toBe(1);
    expect(ordered(await actualSums(own))).toEqual(ordered(expectedSums(all)));
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
    expect(ordered(await actualSums(own))).toEqual(ordered(expectedSums(all)));
  });

  it("keeps the sums of hours whose rows have been dropped", async () => {
    const before = ordered(await actualSums(own));
    await own.rows("DELETE FROM api_calls WHERE occurred_at < now() - interval '24 hours'");
    await rollupUsage(own.system());
    expect(ordered(await actualSums(own))).toEqual(before);
  });
});
