import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { recordRun, registerSchedule, removeOldRuns } from "@/lib/platform/job-runs";
import { type Job, job, startJobs } from "@/lib/platform/jobs";
import { ownDatabase } from "@/test/own-database";
import { until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const running: { stop(): Promise<void> }[] = [];
const MINUTE = new Date("2026-11-20T10:15:00Z");

beforeAll(() => {
  setSettings();
});

afterEach(async () => {
  for (const runner of running.splice(0)) await runner.stop();
});

const runsOf = (name: string) =>
  own.prisma.jobRun.findMany({
    where: { name },
    orderBy: { period: "asc" },
    select: { period: true, attempts: true, startedAt: true, finishedAt: true, error: true },
  });

describe("a run of a job that the clock started", () => {
  it("is written down with its begin, its end and no error", async () => {
    const clock = new FixedClock(MINUTE);
    const name = `test.run-${newId()}`;
    await recordRun(own.system(clock), name, MINUTE, async () => {
      expect(await runsOf(name)).toMatchObject([{ attempts: 1, finishedAt: null }]);
      clock.advance(1_500);
    });
    expect(await runsOf(name)).toEqual([
      { period: MINUTE, attempts: 1, startedAt: MINUTE, finishedAt: clock.now(), error: null },
    ]);
  });

  it("that fails says why, still fails, and is the same run when it is tried again", async () => {
    const clock = new FixedClock(MINUTE);
    const name = `test.run-${newId()}`;
    const failing = recordRun(own.system(clock), name, MINUTE, async () => {
      throw new Error("no answer from db for ada@example.com");
    });
    await expect(failing).rejects.toThrow("no answer");
    expect(await runsOf(name)).toMatchObject([
      { attempts: 1, error: "Error: no answer from db for [redacted]", finishedAt: MINUTE },
    ]);
    clock.advance(60_000);
    await recordRun(own.system(clock), name, MINUTE, async () => undefined);
    expect(await runsOf(name)).toEqual([
      { period: MINUTE, attempts: 2, startedAt: clock.now(), finishedAt: clock.now(), error: null },
    ]);
  });

  it("is recorded by the worker for the clock's jobs alone", async () => {
    const make = () =>
      job({ name: `test.run-${newId()}`, payload: z.strictObject({}), run: async () => undefined });
    const [clocked, queued] = [make(), make()];
    for (const [{ name }, payload] of [
      [clocked, { _cron: { ts: MINUTE.toISOString(), backfilled: false } }],
      [queued, {}],
    ] as const) {
      await own.rows("SELECT graphile_worker.add_job($1, $2::json)", [name, JSON.stringify(payload)]);
    }
    running.push(await startJobs(own.database, [clocked, queued] as unknown as Job[]));
    await until(
      async () => (await own.queued(clocked.name)).length + (await own.queued(queued.name)).length === 0,
    );
    expect(await runsOf(clocked.name)).toMatchObject([{ period: MINUTE, attempts: 1, error: null }]);
    expect(await runsOf(queued.name)).toEqual([]);
  });

  it("is forgotten after thirty days, and not before", async () => {
    const clock = new FixedClock(MINUTE);
    const name = `test.run-${newId()}`;
    await recordRun(own.system(clock), name, MINUTE, async () => undefined);
    clock.advance(30 * 86_400_000);
    await removeOldRuns(own.system(clock));
    expect(await runsOf(name)).toHaveLength(1);
    clock.advance(1);
    await removeOldRuns(own.system(clock));
    expect(await runsOf(name)).toEqual([]);
  });
});

it("the schedule is what the job process that started last works off", async () => {
  const ctx = own.system();
  await registerSchedule(ctx, [{ name: "a.b-c", cron: "0 1 * * *" }, { name: "d.e-f" }]);
  await Promise.all([
    registerSchedule(ctx, [{ name: "g.h-i", cron: "0 2 * * *" }]),
    registerSchedule(ctx, [{ name: "g.h-i", cron: "0 2 * * *" }]),
  ]);
  expect(await own.prisma.jobSchedule.findMany({ select: { name: true, cron: true } })).toEqual([
    { name: "g.h-i", cron: "0 2 * * *" },
  ]);
});
