import { EventEmitter } from "node:events";
import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  type Task,
  type WorkerEvents,
  type Logger as WorkerLogger,
} from "graphile-worker";
import type { z } from "zod";
import { systemClock } from "@/lib/platform/clock";
import type { Context } from "@/lib/platform/context";
import type { Database, Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { ClockMark, recordRun, registerSchedule } from "@/lib/platform/job-runs";
import { type Log, log } from "@/lib/platform/log";
import { SignOfLife } from "@/lib/platform/sign-of-life";

/** Work done outside a request: queued by a transaction or by the clock, tried again until it succeeds. */
export interface Job<S extends z.ZodType = z.ZodType> {
  /** `<domain>.<verb>-<noun>`. */
  name: string;
  payload: S;
  /** A crontab line in UTC, for work that the clock starts: `"0 2 * * *"`. Its payload is then `{}`. */
  cron?: string;
  /**
   * How many of it may run at once in a process, by workers of its own: for work that waits on strangers' servers and
   * must not hold up the rest. Without this it shares the common workers.
   */
  workers?: number;
  /** Must be safe to run again: a process may die between the work and its tick. */
  run(ctx: JobContext, payload: z.output<S>): Promise<void>;
}

export interface JobContext extends Context {
  readonly database: Database;
}

export function job<S extends z.ZodType>(definition: Job<S>): Job<S> {
  return definition;
}

const MAX_ATTEMPTS = 12;
const COMMON_WORKERS = 4;
/** Each worker of its own asks this often for what has come due; new jobs are announced to them at once. */
const OWN_POLL_MS = 5_000;

/**
 * Queues a job in the transaction that makes it necessary: it runs if and only if that commits.
 * Payloads hold ids, never secrets. A `key` makes it unique while it waits. Of jobs
 * that are due those with the lowest `priority` come first (0 unless told otherwise).
 */
export async function addJob(
  tx: Transaction,
  name: string,
  payload: Record<string, string | number | boolean>,
  options: { key?: string; runAt?: Date; priority?: number } = {},
): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz, max_attempts => ${MAX_ATTEMPTS}::int,
      job_key => ${options.key ?? null}::text, priority => ${options.priority ?? 0}::int)`;
}

function workerLog(log: Log): WorkerLogger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;
  return new Logger(() => (level, message) => {
    // It wants a connection a worker; those that wait on strangers hold none meanwhile.
    const aboutPool = message.startsWith("WARNING: having maxPoolSize");
    log[aboutPool ? "debug" : levels[level]](message);
  });
}

/** Makes the context of a job's run. */
export function systemContext(database: Database, id: string): JobContext {
  const requestId = newId();
  return {
    requestId,
    actor: { type: "system", id },
    clock: systemClock,
    db: database.prisma,
    database,
    log: log().child({ job: id, requestId }),
  };
}

function taskOf(database: Database, definition: Job): Task {
  return async (payload) => {
    const ctx = systemContext(database, definition.name);
    // The clock's jobs arrive with graphile-worker's own `_cron` beside the fields.
    const { _cron: clock, ...fields } = payload as Record<string, unknown>;
    const started = performance.now();
    const work = async () => definition.run(ctx, definition.payload.parse(fields));
    const { data } = ClockMark.safeParse(clock);
    await (data === undefined ? work() : recordRun(ctx, definition.name, data.ts, work));
    ctx.log.debug({ durationMs: Math.round(performance.now() - started) }, "job done");
  };
}

/** Working off jobs. */
export interface JobRunner {
  /** Rejects when it gives up. */
  readonly promise: Promise<unknown>;
  /** Takes no more jobs, and resolves once those that run have ended. */
  stop(): Promise<void>;
}

/**
 * Starts working off the queue and the clock's jobs. Many processes may do so at once; each job runs in one. What a
 * process held that was killed is taken up again at once.
 */
export async function startJobs(database: Database, jobs: readonly Job[]): Promise<JobRunner> {
  await registerSchedule(systemContext(database, "platform.register-schedule"), jobs);
  const life = new SignOfLife(database.pool, log());
  await life.start();
  const common = jobs.filter(({ workers }) => workers === undefined);
  const runners = [await startRunner(database, life, common, { concurrency: COMMON_WORKERS })];
  for (const definition of jobs) {
    if (definition.workers === undefined) continue;
    const settings = { concurrency: definition.workers, pollInterval: OWN_POLL_MS };
    runners.push(await startRunner(database, life, [definition], settings));
  }
  await life.held();
  return {
    promise: Promise.all(runners.map(({ promise }) => promise)),
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
      life.close();
    },
  };
}

function startRunner(
  database: Database,
  life: SignOfLife,
  jobs: readonly Job[],
  settings: { concurrency: number; pollInterval?: number },
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  // The name that this runner's workers lock their jobs with.
  events.once("pool:create", ({ workerPool }) => life.add(workerPool.id));
  return run({
    ...settings,
    events,
    // Asked before each look for a job: none is forbidden, but none is taken before the sign of life is given.
    forbiddenFlags: () => life.held(),
    pgPool: database.pool,
    noHandleSignals: true,
    logger: workerLog(log()),
    taskList: Object.fromEntries(jobs.map((definition) => [definition.name, taskOf(database, definition)])),
    parsedCronItems: parseCronItems(
      jobs.flatMap((definition) =>
        definition.cron === undefined
          ? []
          : [
              {
                task: definition.name,
                match: definition.cron,
                identifier: definition.name,
                options: { backfillPeriod: 0 },
              },
            ],
      ),
    ),
  });
}
