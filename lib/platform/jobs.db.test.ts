import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { newId } from "@/lib/platform/ids";
import { addJob, type Job, job, startJobs } from "@/lib/platform/jobs";
import { ownDatabase } from "@/test/own-database";
import { until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
/** A transaction that waits for another job must not be ended on a machine that is busy with other tests. */
const PATIENT = { timeout: 25_000 };
const running: { stop(): Promise<void> }[] = [];

beforeAll(() => {
  setSettings();
});

afterEach(async () => {
  for (const runner of running.splice(0)) await runner.stop();
});

/** A job under a name of its own that notes the payloads it was given; `work` is done first. */
function noting(work: (run: number) => void = () => undefined) {
  const runs: { n: number }[] = [];
  const definition = job({
    name: `test.note-${newId()}`,
    payload: z.strictObject({ n: z.int() }),
    async run(_ctx, payload) {
      runs.push(payload);
      work(runs.length);
    },
  });
  return { definition: definition as unknown as Job, name: definition.name, runs };
}

async function start(...jobs: Job[]) {
  const runner = await startJobs(own.database, jobs);
  running.push(runner);
  return runner;
}

/** Lets a job that waits for its next attempt have it now. */
const hurry = (name: string) =>
  own.rows(
    `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE task_id =
     (SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1)`,
    [name],
  );

describe("a job", () => {
  it("runs if and only if the transaction that added it commits", async () => {
    const { definition, name, runs } = noting();
    await start(definition);
    const failing = own.prisma.$transaction(async (tx) => {
      await addJob(tx, name, { n: 1 });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await own.prisma.$transaction((tx) => addJob(tx, name, { n: 2 }));
    await until(async () => runs.length > 0);
    expect(runs).toEqual([{ n: 2 }]);
    await until(async () => (await own.queued(name)).length === 0);
  });

  it("is not seen before its transaction commits", async () => {
    const { definition, name, runs } = noting();
    const other = noting();
    await start(definition, other.definition);
    await own.prisma.$transaction(async (tx) => {
      await addJob(tx, name, { n: 1 });
      await own.prisma.$transaction((second) => addJob(second, other.name, { n: 1 }));
      await until(async () => other.runs.length === 1);
      expect(runs).toEqual([]);
    }, PATIENT);
    await until(async () => runs.length === 1);
  });

  it("that fails is tried again until it succeeds, and then no more", async () => {
    const { definition, name, runs } = noting((run) => {
      if (run < 3) throw new Error("not yet");
    });
    await start(definition);
    await own.prisma.$transaction((tx) => addJob(tx, name, { n: 1 }));
    for (const attempts of [1, 2]) {
      await until(async () => runs.length === attempts && (await lockedJobs(name)) === 0);
      await hurry(name);
    }
    await until(async () => (await own.queued(name)).length === 0);
    expect(runs).toHaveLength(3);
  });

  it("whose payload is not of its shape does not run, and stays to be looked at", async () => {
    const { definition, name, runs } = noting();
    await own.prisma.$transaction((tx) => addJob(tx, name, { n: "one" }));
    await start(definition);
    await until(async () => (await lastError(name)) !== null);
    expect([runs, await own.queued(name)]).toEqual([[], [{ n: "one" }]]);
  });

  it("with a key waits once, however often it is added", async () => {
    const { definition, name, runs } = noting();
    for (const n of [1, 2, 3]) await own.prisma.$transaction((tx) => addJob(tx, name, { n }, { key: name }));
    expect(await own.queued(name)).toEqual([{ n: 3 }]);
    await start(definition);
    await until(async () => runs.length === 1);
  });

  it("that is for later does not run before", async () => {
    const { definition, name, runs } = noting();
    const now = noting();
    await start(definition, now.definition);
    const runAt = new Date(Date.now() + 3_600_000);
    await own.prisma.$transaction((tx) => addJob(tx, name, { n: 1 }, { runAt }));
    await own.prisma.$transaction((tx) => addJob(tx, now.name, { n: 1 }));
    await until(async () => now.runs.length === 1);
    expect([runs, await own.queued(name)]).toEqual([[], [{ n: 1 }]]);
  });

  it("runs once where many processes work the same queue", async () => {
    const { definition, name, runs } = noting();
    await Promise.all([start(definition), start(definition), start(definition)]);
    await own.prisma.$transaction(async (tx) => {
      for (let n = 0; n < 50; n += 1) await addJob(tx, name, { n });
    });
    await until(async () => (await own.queued(name)).length === 0);
    expect(runs.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it("of the clock is given its payload without what the clock adds to it", async () => {
    const { definition, name, runs } = noting();
    await own.rows("SELECT graphile_worker.add_job($1, $2::json)", [
      name,
      JSON.stringify({ n: 1, _cron: { ts: new Date().toISOString() } }),
    ]);
    await start(definition);
    await until(async () => runs.length === 1);
    expect(runs).toEqual([{ n: 1 }]);
  });

  it("may end before the process does", async () => {
    let finished = false;
    let begun = false;
    const slow = job({
      name: `test.slow-${newId()}`,
      payload: z.object({}),
      async run() {
        begun = true;
        for (let turn = 0; turn < 100; turn += 1) await own.rows("SELECT 1");
        finished = true;
      },
    });
    const runner = await start(slow as unknown as Job);
    await own.prisma.$transaction((tx) => addJob(tx, slow.name, {}));
    await until(async () => begun);
    await runner.stop();
    running.splice(0);
    expect(finished).toBe(true);
  });
});

async function lockedJobs(name: string): Promise<number> {
  const rows = await own.rows(
    `SELECT 1 FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
     WHERE identifier = $1 AND locked_at IS NOT NULL`,
    [name],
  );
  return rows.length;
}

async function lastError(name: string): Promise<string | null> {
  const [row] = await own.rows<{ last_error: string | null }>(
    `SELECT last_error FROM graphile_worker._private_jobs job
     JOIN graphile_worker._private_tasks task ON task.id = job.task_id WHERE identifier = $1`,
    [name],
  );
  return row?.last_error ?? null;
}
