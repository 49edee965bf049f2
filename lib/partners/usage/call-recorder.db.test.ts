import { describe, expect, it } from "vitest";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { type Fate, makeCall, recorderOn, UnsteadyPool } from "@/lib/partners/usage/calls.fixture";
import { Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase(12);

function arrange(fate: Fate = "done") {
  const pool = new UnsteadyPool(own.database.pool);
  pool.fate = fate;
  return { pool, recorder: recorderOn(pool) };
}

const rowOf = ({ requestId }: Call) => own.prisma.apiCall.findFirst({ where: { requestId } });
const rowsOf = (calls: readonly Call[]) =>
  own.prisma.apiCall.count({ where: { requestId: { in: calls.map(({ requestId }) => requestId) } } });
const free = (change: Partial<Call> = {}) => makeCall({ units: 0, billable: false, ...change });
const settled = (work: Promise<void>) =>
  work.then(
    () => "done",
    (error) => error,
  );

describe("recording calls", () => {
  it("writes two thousand that come together in a handful of statements, all of them durable when they resolve", async () => {
    const { pool, recorder } = arrange();
    const calls = Array.from({ length: 2_000 }, () => makeCall());
    await Promise.all(calls.map((call) => recorder.record(call)));
    expect(await rowsOf(calls)).toBe(2_000);
    expect(pool.statements).toBeLessThanOrEqual(5);
  });

  it("gathers what comes while a group is being written into the next group", async () => {
    const { pool, recorder } = arrange("held");
    const first = recorder.record(makeCall());
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const later: Promise<void>[] = [];
    for (let call = 0; call < 100; call += 1) {
      later.push(recorder.record(makeCall()));
      await new Promise(setImmediate);
    }
    pool.release();
    await Promise.all([first, ...later]);
    expect(pool.statements).toBe(2);
  });

  it("resolves no call before its row is durable", async () => {
    const { pool, recorder } = arrange("held");
    let resolved = false;
    const call = makeCall();
    const recorded = recorder.record(call).then(() => {
      resolved = true;
    });
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect([resolved, await rowOf(call)]).toEqual([false, null]);
    pool.release();
    await recorded;
    expect(await rowOf(call)).not.toBeNull();
  });

  it("writes every field as it is", async () => {
    const { recorder } = arrange();
    const call = makeCall({
      errorCode: "x",
      country: null,
      userAgent: 'ü "\\ {}',
      ip: null,
      units: 7,
      billable: true,
    });
    await recorder.record(call);
    const { recordedAt, ...row } = (await rowOf(call)) ?? {};
    expect(row).toEqual(call);
    expect(Math.abs(Date.now() - (recordedAt?.getTime() ?? 0))).toBeLessThan(60_000);
    const bare = free({ partnerId: null, apiKeyId: null, mode: null, userAgent: null, status: 401 });
    await recorder.record(bare);
    expect(await rowOf(bare)).toMatchObject(bare);
  });

  it("keeps the first row where the same call is recorded twice: it counts once", async () => {
    const { recorder } = arrange();
    const call = makeCall();
    await Promise.all([recorder.record(call), recorder.record({ ...call, units: 9 })]);
    await recorder.record({ ...call, units: 9 });
    expect(await own.prisma.apiCall.findMany({ where: { requestId: call.requestId } })).toMatchObject([
      { units: 1 },
    ]);
  });

  it("writes calls that nobody waits for soon, and with flush at once", async () => {
    const { recorder } = arrange();
    const calls = Array.from({ length: 700 }, () => free({ status: 401 }));
    for (const call of calls) recorder.note(call);
    await recorder.flush();
    expect(await rowsOf(calls)).toBe(700);
  });
});

describe("when a write fails", () => {
  it.each(["refused", "lost"] as const)(
    "and was %s, a billable call is told so, and its row ends as refused and not billable",
    async (fate) => {
      const { pool, recorder } = arrange(fate);
      const call = makeCall({ units: 3 });
      const error = await settled(recorder.record(call));
      expect(error).toBeInstanceOf(Unavailable);
      expect(error).toMatchObject({ code: "usage_unavailable" });
      expect((await rowOf(call))?.billable).toBe(fate === "lost" ? true : undefined);
      pool.fate = "done";
      await recorder.flush();
      expect(await rowOf(call)).toMatchObject({
        billable: false,
        units: 0,
        status: 503,
        errorCode: "usage_unavailable",
      });
    },
  );

  it.each(["refused", "lost"] as const)(
    "and was %s, a free call succeeds, and its row is written later as it was",
    async (fate) => {
      const { pool, recorder } = arrange(fate);
      const call = free({ status: 404, errorCode: "not_found" });
      await recorder.record(call);
      pool.fate = "done";
      await recorder.flush();
      expect(await rowOf(call)).toMatchObject(call);
    },
  );

  it("tells each call of one group by its own kind", async () => {
    const { recorder } = arrange("refused");
    const answers = await Promise.all(
      [makeCall(), free(), makeCall(), free()].map((call) => settled(recorder.record(call))),
    );
    expect(answers.map((answer) => answer === "done")).toEqual([false, true, false, true]);
  });

  it("corrects rows by itself once the database is back, without anyone asking", async () => {
    const { pool, recorder } = arrange("lost");
    const call = makeCall();
    await settled(recorder.record(call));
    pool.fate = "done";
    await expect.poll(async () => (await rowOf(call))?.billable, { timeout: 5_000 }).toBe(false);
  });

  it("goes on trying for as long as the database is away, and forgets none", async () => {
    const { pool, recorder } = arrange("refused");
    const calls = Array.from({ length: 1_200 }, () => free());
    await Promise.all(calls.map((call) => recorder.record(call)));
    const tried = pool.statements;
    await expect.poll(() => pool.statements, { timeout: 5_000 }).toBeGreaterThan(tried + 1);
    pool.fate = "done";
    await expect.poll(() => rowsOf(calls), { timeout: 10_000 }).toBe(1_200);
  });

  it("does not hold up the calls that come after", async () => {
    const { pool, recorder } = arrange("refused");
    await settled(recorder.record(makeCall()));
    pool.fate = "done";
    const next = makeCall();
    await recorder.record(next);
    expect(await rowOf(next)).toMatchObject({ billable: true });
  });

  it("never bills a call whose caller was told that it failed, whatever fails when", async () => {
    const pool = new UnsteadyPool(own.database.pool);
    const recorder = recorderOn(pool);
    const told = new Map<string, boolean>();
    const fates: Fate[] = ["done", "lost", "refused", "done", "lost", "lost", "done", "refused"];
    for (const fate of fates) {
      pool.fate = fate;
      await Promise.all(
        Array.from({ length: 40 }, async () => {
          const call = makeCall();
          told.set(call.requestId, (await settled(recorder.record(call))) === "done");
        }),
      );
    }
    pool.fate = "done";
    await recorder.flush();
    const rows = await own.prisma.apiCall.findMany({ where: { requestId: { in: [...told.keys()] } } });
    expect(rows).toHaveLength(told.size);
    for (const row of rows) expect(row.billable).toBe(told.get(row.requestId));
  });
});

describe("a flood of refused calls", () => {
  it("fills no more memory than twenty thousand rows, and costs no billable call its row", async () => {
    const pool = new UnsteadyPool(null);
    pool.fate = "held";
    const recorder = recorderOn(pool);
    for (let call = 0; call < 50_000; call += 1) recorder.note(free({ requestId: newId(), status: 429 }));
    const billable = Promise.all(Array.from({ length: 100 }, () => recorder.record(makeCall())));
    await new Promise(setImmediate);
    pool.release();
    await billable;
    await recorder.flush();
    expect(pool.rows).toBe(20_000 + 100);
    recorder.note(free());
    await recorder.flush();
    expect(pool.rows).toBe(20_000 + 101);
  });
});
