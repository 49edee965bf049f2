import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { newId } from "@/lib/platform/ids";
import { addJob, type Job, job, startJobs } from "@/lib/platform/jobs";
import { releaseDeadWorkers } from "@/lib/platform/sign-of-life";
import { ownDatabase } from "@/test/own-database";
import { until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const children: ChildProcess[] = [];
const running: { stop(): Promise<void> }[] = [];

beforeAll(() => {
  setSettings();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const runner of running.splice(0)) await runner.stop();
});

/** A process of its own that has begun a job of a new name and never ends it. */
async function stuckProcess(): Promise<{ name: string; kill(): Promise<void> }> {
  const name = `test.stuck-${newId()}`;
  await own.prisma.$transaction((tx) => addJob(tx, name, {}));
  const child = spawn(process.execPath, ["--import", "tsx", "test/stuck-worker.ts", own.url, name], {
    env: process.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout ?? child, "data");
  return {
    name,
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

const holderOf = async (name: string) => {
  const rows = await own.rows<{ locked_by: string | null }>(
    `SELECT locked_by FROM graphile_worker._private_jobs job
     JOIN graphile_worker._private_tasks task ON task.id = job.task_id WHERE identifier = $1`,
    [name],
  );
  return rows[0]?.locked_by;
};

/** Sessions that give a sign of life. */
const signs = () =>
  own.rows<{ pid: number }>(
    `SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );

async function startHere(...names: string[]): Promise<string[]> {
  const runs: string[] = [];
  const jobs = names.map((name) =>
    job({
      name,
      payload: z.object({}),
      async run() {
        runs.push(name);
      },
    }),
  );
  running.push(await startJobs(own.database, jobs as unknown as Job[]));
  return runs;
}

it("gives the jobs of a killed process to the next one at once, and lets a living one keep its own", async () => {
  const [killed, living] = [await stuckProcess(), await stuckProcess()];
  const holder = await holderOf(living.name);
  expect(holder).toMatch(/^pool-/);
  await killed.kill();
  await until(async () => (await signs()).length === 1);
  const runs = await startHere(killed.name, living.name);
  await until(async () => runs.includes(killed.name));
  await releaseDeadWorkers(own.database.pool);
  expect(await holderOf(living.name)).toBe(holder);
  expect(runs).toEqual([killed.name]);

  await living.kill();
  await until(async () => {
    await releaseDeadWorkers(own.database.pool);
    return runs.includes(living.name);
  });
});

it("is given anew when the session is lost that gave it, and no job is taken meanwhile", async () => {
  const name = `test.after-loss-${newId()}`;
  const runs = await startHere(name);
  await until(async () => (await signs()).length === 1);
  const [before] = await signs();
  await own.rows("SELECT pg_terminate_backend($1)", [before?.pid]);
  await until(async () => (await signs()).some(({ pid }) => pid !== before?.pid));
  await own.prisma.$transaction((tx) => addJob(tx, name, {}));
  await until(async () => runs.length === 1);
});

it("ends when the process stops taking jobs", async () => {
  await startHere(`test.none-${newId()}`);
  await until(async () => (await signs()).length === 1);
  for (const runner of running.splice(0)) await runner.stop();
  await until(async () => (await signs()).length === 0);
});
