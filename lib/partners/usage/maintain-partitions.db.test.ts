import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls, recorderOn } from "@/lib/partners/usage/calls.fixture";
import { maintainPartitions, makePartitions } from "@/lib/partners/usage/maintain-partitions";
import { FixedClock } from "@/lib/platform/clock";
import { idTime, newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { until } from "@/test/product";

const own = ownDatabase(12);
const DAY = 86_400_000;
const WEEK = 7 * DAY;

const partitions = async () =>
  (
    await own.rows<{ name: string }>(
      `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
       WHERE inhparent = 'api_calls'::regclass ORDER BY 1`,
    )
  ).map(({ name }) => name);

/** The partition that holds a call. */
async function homeOf({ requestId }: Call): Promise<string | undefined> {
  const [row] = await own.rows<{ home: string }>(
    "SELECT tableoid::regclass::text AS home FROM api_calls WHERE request_id = $1",
    [requestId],
  );
  return row?.home;
}

/** The name of the week's partition that a time falls into: weeks begin on Monday, UTC. */
function weekOf(time: Date): string {
  const monday = Math.floor((time.getTime() - 4 * DAY) / WEEK) * WEEK + 4 * DAY;
  return `api_calls_${new Date(monday).toISOString().slice(0, 10).replaceAll("-", "")}`;
}

const free = (occurredAt: Date) => makeCall({ occurredAt, units: 0, billable: false });

describe("partitions", () => {
  it("are there for four weeks ahead, by week from Monday in UTC", async () => {
    const clock = new FixedClock("2027-06-16T12:00:00Z");
    await maintainPartitions(own.system(clock));
    const names = await partitions();
    for (let ahead = 0; ahead <= 28; ahead += 1) {
      expect(names).toContain(weekOf(new Date(clock.now().getTime() + ahead * DAY)));
    }
    expect(weekOf(new Date("2027-06-14T00:00:00Z"))).toBe("api_calls_20270614");
  });

  it("take each call of their week, from its first millisecond to its last", async () => {
    await makePartitions(own.system(), new Date("2027-09-06T00:00:00Z"), new Date("2027-09-12T00:00:00Z"));
    const calls = ["2027-09-06T00:00:00.000Z", "2027-09-12T23:59:59.999Z", "2027-09-13T00:00:00.000Z"].map(
      (time) => free(new Date(time)),
    );
    await recordCalls(own.database.pool, calls);
    expect(await Promise.all(calls.map(homeOf))).toEqual([
      "api_calls_20270906",
      "api_calls_20270906",
      "api_calls_default",
    ]);
  });

  it("made late take over the calls that came before them, and lose none", async () => {
    const calls = Array.from({ length: 50 }, (_, k) =>
      free(new Date(Date.UTC(2028, 0, 3) + k * 6 * 3_600_000)),
    );
    await recordCalls(own.database.pool, calls);
    expect(await homeOf(calls[0] ?? free(new Date()))).toBe("api_calls_default");
    await makePartitions(own.system(), new Date("2028-01-03T00:00:00Z"), new Date("2028-01-20T00:00:00Z"));
    for (const call of calls) expect(await homeOf(call)).toBe(weekOf(call.occurredAt));
    await recordCalls(own.database.pool, calls);
    const ids = calls.map(({ requestId }) => requestId);
    expect(await own.prisma.apiCall.count({ where: { requestId: { in: ids } } })).toBe(50);
  });

  it("are made once, however many make them at once", async () => {
    const span = [new Date("2028-05-01T00:00:00Z"), new Date("2028-06-01T00:00:00Z")] as const;
    await Promise.all(Array.from({ length: 6 }, () => makePartitions(own.system(), ...span)));
    const names = await partitions();
    expect(names.filter((name) => name.startsWith("api_calls_202805"))).toHaveLength(5);
    await makePartitions(own.system(), ...span);
    expect(await partitions()).toEqual(names);
  });

  it("are dropped when all of their calls are older than ninety days, and not a day before", async () => {
    const clock = new FixedClock("2030-03-04T00:00:00Z");
    const week = (start: string) => `api_calls_${start.replaceAll("-", "")}`;
    await makePartitions(own.system(), new Date("2030-01-01T00:00:00Z"), clock.now());
    const old = free(new Date("2030-01-06T23:59:59.999Z"));
    const young = free(new Date("2030-01-07T00:00:00.000Z"));
    await recordCalls(own.database.pool, [old, young]);
    // The week of 31 December ends on 7 January; ninety days later is 7 April.
    clock.advance(new Date("2030-04-06T23:59:59.999Z").getTime() - clock.now().getTime());
    await maintainPartitions(own.system(clock));
    expect(await partitions()).toContain(week("2029-12-31"));
    clock.advance(1);
    await maintainPartitions(own.system(clock));
    const names = await partitions();
    expect(names).not.toContain(week("2029-12-31"));
    expect(names).toContain(week("2030-01-07"));
    expect([await homeOf(old), await homeOf(young)]).toEqual([undefined, week("2030-01-07")]);
  });

  it("do not keep calls longer that came without one of their own", async () => {
    const clock = new FixedClock("2032-06-01T00:00:00Z");
    const stray = (daysAgo: number) => free(new Date(clock.now().getTime() - daysAgo * DAY));
    const [old, young] = [stray(90.01), stray(89.99)];
    await recordCalls(own.database.pool, [old, young]);
    await maintainPartitions(own.system(clock));
    expect([await homeOf(old), await homeOf(young)]).toEqual([undefined, "api_calls_default"]);
  });

  it("take over a call that is being written at the moment they are made", async () => {
    const call = free(new Date("2033-01-03T00:00:00Z"));
    const { making } = await own.prisma.$transaction(async (tx) => {
      await tx.apiCall.create({ data: call });
      const begun = makePartitions(own.system(), call.occurredAt, call.occurredAt);
      begun.catch(() => undefined);
      await until(async () => (await own.waitingForLocks()) === 1);
      return { making: begun };
    });
    await making;
    expect(await homeOf(call)).toBe(weekOf(call.occurredAt));
  });

  it("are made while calls of their week come in, without losing or refusing one", async () => {
    const start = Date.UTC(2034, 0, 2);
    const calls = Array.from({ length: 600 }, (_, k) => free(new Date(start + k * 60_000)));
    const recorder = recorderOn(own.database.pool);
    await Promise.all(calls.slice(0, 300).map((call) => recorder.record(call)));
    const arriving = (async () => {
      for (const call of calls.slice(300)) await recorder.record(call);
    })();
    await makePartitions(own.system(), new Date(start), new Date(start + WEEK));
    await arriving;
    await recorder.flush();
    const ids = calls.map(({ requestId }) => requestId);
    expect(await own.prisma.apiCall.count({ where: { requestId: { in: ids } } })).toBe(600);
  });
});

describe("a call's time", () => {
  it("is the one inside its id: any other is refused by the database", async () => {
    const time = fc.date({
      min: new Date("2001-01-01T00:00:00Z"),
      max: new Date("2100-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(time, fc.constantFrom(-1, 1, -1_000, 3_600_000), async (at, shift) => {
        const call = free(at);
        expect(idTime(call.requestId)).toEqual(at);
        await recordCalls(own.database.pool, [call]);
        const insert = own.rows(
          `INSERT INTO api_calls (request_id, occurred_at, endpoint, method, status, duration_us, units, billable)
           VALUES ($1, $2, '/v1/x', 'GET', 200, 1, 0, false)`,
          [newId(at), new Date(at.getTime() + shift)],
        );
        await expect(insert).rejects.toMatchObject({ constraint: "api_calls_time_of_id" });
      }),
      { numRuns: 60 },
    );
  });

  it("never changes, so one id is one call", async () => {
    const call = free(new Date());
    await recordCalls(own.database.pool, [call]);
    const move = own.rows(
      "UPDATE api_calls SET occurred_at = occurred_at + interval '1 second' WHERE request_id = $1",
      [call.requestId],
    );
    await expect(move).rejects.toMatchObject({ constraint: "api_calls_time_of_id" });
  });
});

describe("a billable call", () => {
  it.each([
    ["was refused", { status: 400 }],
    ["failed", { status: 503 }],
    ["is a test call", { mode: "test" as const }],
    ["is nobody's", { partnerId: null }],
  ])("is refused by the database when it %s", async (_why, change) => {
    const { requestId, occurredAt, partnerId, mode, status } = makeCall(change);
    const insert = own.rows(
      `INSERT INTO api_calls (request_id, occurred_at, partner_id, mode, endpoint, method, status, duration_us, units, billable)
       VALUES ($1, $2, $3, $4, '/v1/x', 'POST', $5, 1, 1, true)`,
      [requestId, occurredAt, partnerId, mode, status],
    );
    await expect(insert).rejects.toMatchObject({ constraint: "api_calls_billable" });
  });

  it("is refused when nobody says in which mode it was made", async () => {
    const { requestId, occurredAt, partnerId } = makeCall();
    const insert = own.rows(
      `INSERT INTO api_calls (request_id, occurred_at, partner_id, mode, endpoint, method, status, duration_us, units, billable)
       VALUES ($1, $2, $3, NULL, '/v1/x', 'POST', 200, 1, 1, true)`,
      [requestId, occurredAt, partnerId],
    );
    await expect(insert).rejects.toMatchObject({ constraint: "api_calls_billable" });
  });
});
