import type { AdminContext } from "@/lib/platform/context";
import { nextRunAfter } from "@/lib/platform/job-runs";
import { redactText } from "@/lib/platform/log";
import { assertAdmin } from "@/lib/platform/permissions";

/** More failing or running jobs than these are counted, not listed. */
const LISTED = 100;
/** A run that has neither ended nor is being worked on was cut short when its process went. */
const RECENT_RUNS = 20;

export interface QueueDepth {
  /** Due now and not begun. */
  due: number;
  /** For later. */
  scheduled: number;
  running: number;
  /** Have failed and will be tried again, or have used up their attempts. */
  failing: number;
  /** Of the failing, those that will not be tried again by themselves. */
  givenUp: number;
  /** Since when the oldest due job waits. */
  oldestDueAt: Date | null;
}

export interface QueuedJob {
  id: string;
  name: string;
  payload: string;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
  runAt: Date;
  createdAt: Date;
  lockedAt: Date | null;
}

export type RunOutcome = "done" | "failed" | "running";

export interface ScheduledJob {
  name: string;
  cron: string;
  nextRunAt: Date | null;
  last: {
    outcome: RunOutcome;
    startedAt: Date;
    durationMs: number | null;
    attempts: number;
    error: string | null;
  } | null;
  /** The latest runs, newest first. */
  recent: RunOutcome[];
}

export interface Jobs {
  depth: QueueDepth;
  failing: QueuedJob[];
  running: QueuedJob[];
  scheduled: ScheduledJob[];
  /** When the job process that started last did so; null where none ever has. */
  registeredAt: Date | null;
}

/** The queue, what fails in it, what runs, and the jobs of the clock with how they went. For admins. */
export async function getJobs(ctx: AdminContext): Promise<Jobs> {
  assertAdmin(ctx);
  const [depth, failing, running, scheduled] = await Promise.all([
    queueDepth(ctx),
    queuedJobs(ctx, "failing"),
    queuedJobs(ctx, "running"),
    scheduledJobs(ctx),
  ]);
  return { depth, failing, running, ...scheduled };
}

/** How many jobs wait, run and fail. */
export async function queueDepth(ctx: AdminContext): Promise<QueueDepth> {
  const [row] = await ctx.db.$queryRaw<
    {
      due: bigint;
      scheduled: bigint;
      running: bigint;
      failing: bigint;
      given_up: bigint;
      oldest_due_at: Date | null;
    }[]
  >`
    SELECT count(*) FILTER (WHERE waits AND fresh AND run_at <= now()) AS due,
      count(*) FILTER (WHERE waits AND fresh AND run_at > now()) AS scheduled,
      count(*) FILTER (WHERE NOT waits) AS running,
      count(*) FILTER (WHERE waits AND NOT fresh) AS failing,
      count(*) FILTER (WHERE waits AND attempts >= max_attempts) AS given_up,
      min(run_at) FILTER (WHERE waits AND fresh AND run_at <= now()) AS oldest_due_at
    FROM (
      SELECT run_at, attempts, max_attempts, locked_at IS NULL AS waits, last_error IS NULL AS fresh
      FROM graphile_worker._private_jobs
    ) AS job`;
  return {
    due: Number(row?.due ?? 0),
    scheduled: Number(row?.scheduled ?? 0),
    running: Number(row?.running ?? 0),
    failing: Number(row?.failing ?? 0),
    givenUp: Number(row?.given_up ?? 0),
    oldestDueAt: row?.oldest_due_at ?? null,
  };
}

async function queuedJobs(ctx: AdminContext, which: "failing" | "running"): Promise<QueuedJob[]> {
  const rows = await ctx.db.$queryRaw<
    {
      id: bigint;
      name: string;
      payload: unknown;
      attempts: number;
      max_attempts: number;
      last_error: string | null;
      run_at: Date;
      created_at: Date;
      locked_at: Date | null;
    }[]
  >`
    SELECT job.id, task.identifier AS name, job.payload, job.attempts, job.max_attempts, job.last_error, job.run_at,
      job.created_at, job.locked_at
    FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
    WHERE CASE WHEN ${which === "running"} THEN job.locked_at IS NOT NULL
      ELSE job.locked_at IS NULL AND job.last_error IS NOT NULL END
    ORDER BY (job.attempts >= job.max_attempts) DESC, job.updated_at DESC LIMIT ${LISTED}`;
  return rows.map((row) => ({
    id: String(row.id),
    name: row.name,
    // Payloads hold ids; should a text ever get into one, it is shown as logs show it.
    payload: redactText(JSON.stringify(row.payload)),
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error === null ? null : redactText(row.last_error),
    runAt: row.run_at,
    createdAt: row.created_at,
    lockedAt: row.locked_at,
  }));
}

async function scheduledJobs(
  ctx: AdminContext,
): Promise<{ scheduled: ScheduledJob[]; registeredAt: Date | null }> {
  const [schedules, runs] = await Promise.all([
    ctx.db.jobSchedule.findMany({ orderBy: { name: "asc" } }),
    ctx.db.$queryRaw<
      {
        name: string;
        started_at: Date;
        finished_at: Date | null;
        attempts: number;
        error: string | null;
      }[]
    >`
      SELECT run.* FROM job_schedules schedule, LATERAL (
        SELECT name, started_at, finished_at, attempts, error FROM job_runs
        WHERE job_runs.name = schedule.name ORDER BY period DESC LIMIT ${RECENT_RUNS}
      ) AS run`,
  ]);
  const now = ctx.clock.now();
  const outcome = (run: { finished_at: Date | null; error: string | null }): RunOutcome =>
    run.finished_at === null ? "running" : run.error === null ? "done" : "failed";
  const scheduled = schedules.map(({ name, cron }): ScheduledJob => {
    const own = runs.filter((run) => run.name === name);
    const last = own[0];
    return {
      name,
      cron,
      nextRunAt: nextRunAfter(cron, now),
      last:
        last === undefined
          ? null
          : {
              outcome: outcome(last),
              startedAt: last.started_at,
              durationMs:
                last.finished_at === null ? null : last.finished_at.getTime() - last.started_at.getTime(),
              attempts: last.attempts,
              error: last.error,
            },
      recent: own.map(outcome),
    };
  });
  return { scheduled, registeredAt: schedules[0]?.registeredAt ?? null };
}
