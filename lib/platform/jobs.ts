import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  type Task,
  type Logger as WorkerLogger,
} from "graphile-worker";
import type { z } from "zod";
import { systemClock } from "@/lib/platform/clock";
import type { Context } from "@/lib/platform/context";
import type { Database, Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { ClockMark, recordRun, registerSchedule } from "@/lib/platform/job-runs";
import { type Log, log } from "@/lib/platform/log";

/** Work done outside a request: queued by a transaction or by the clock, tried again until it succeeds. */
export interface Job<S extends z.ZodType = z.ZodType> {
  /** `<domain>.<verb>-<noun>`. */
  name: string;
  payload: S;
  /** A crontab line in UTC, for work that the clock starts: `"0 2 * * *"`. Its payload is then `{}`. */
  cron?: string;
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

/**
 * Queues a job in the transaction that makes it necessary: it runs if and only if that commits.
 * Payloads hold ids, never secrets. A `key` makes it unique while it waits.
 */
export async function addJob(
  tx: Transaction,
  name: string,
  payload: Record<string, string | number | boolean>,
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz, max_attempts => ${MAX_ATTEMPTS}::int,
      job_key => ${options.key ?? null}::text)`;
}

function workerLog(log: Log): WorkerLogger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;
  return new Logger(() => (level, message) => log[levels[level]](message));
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

/** Starts working off the queue and the clock's jobs. Many processes may do so at once; each job runs in one. */
export async function startJobs(database: Database, jobs: readonly Job[], concurrency = 4): Promise<Runner> {
  await registerSchedule(systemContext(database, "platform.register-schedule"), jobs);
  return run({
    pgPool: database.pool,
    concurrency,
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
