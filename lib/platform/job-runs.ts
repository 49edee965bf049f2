import { parseCronItem } from "graphile-worker";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { redactText } from "@/lib/platform/log";

/** What graphile-worker adds to the payload of a job that the clock started. */
export const ClockMark = z.object({ ts: z.coerce.date() });

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MAX_ERROR_LENGTH = 2_000;

/** Why something failed, as admins may read it: without secrets, and not endless. */
export function failureText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return redactText(text).slice(0, MAX_ERROR_LENGTH);
}

/**
 * Does the work of a job that the clock started, and writes down when, for how long and with what outcome. `period` is
 * the minute it was started for: a further attempt is the same run. Throws what the work throws.
 */
export async function recordRun(
  ctx: Context,
  name: string,
  period: Date,
  work: () => Promise<void>,
): Promise<void> {
  const startedAt = ctx.clock.now();
  const of = { name_period: { name, period } };
  await ctx.db.jobRun.upsert({
    where: of,
    create: { id: newId(startedAt), name, period, attempts: 1, startedAt },
    update: { attempts: { increment: 1 }, startedAt, finishedAt: null, error: null },
  });
  const finish = (error: string | null) =>
    ctx.db.jobRun.updateMany({ where: { name, period }, data: { finishedAt: ctx.clock.now(), error } });
  try {
    await work();
  } catch (error) {
    // Where this cannot be written either, the queue itself still says why it failed.
    await finish(failureText(error)).catch(() => undefined);
    throw error;
  }
  await finish(null);
}

/** Writes down what the clock starts and when, so that pages can say so; what it no longer starts goes. */
export async function registerSchedule(
  ctx: Context,
  jobs: readonly { name: string; cron?: string | undefined }[],
): Promise<void> {
  const scheduled = jobs.flatMap(({ name, cron }) => (cron === undefined ? [] : [{ name, cron }]));
  await transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('job_schedules'))`;
    await tx.jobSchedule.deleteMany({});
    const registeredAt = ctx.clock.now();
    await tx.jobSchedule.createMany({ data: scheduled.map((item) => ({ ...item, registeredAt })) });
  });
}

/** Forgets the runs that are older than 30 days. */
export async function removeOldRuns(ctx: Context): Promise<void> {
  await ctx.db.jobRun.deleteMany({
    where: { startedAt: { lt: new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS) } },
  });
}

/** The first minute after `now` that a crontab line (UTC) matches, within a year; null where it never does. */
export function nextRunAfter(cron: string, now: Date): Date | null {
  const { match } = parseCronItem({ task: "next", match: cron, identifier: "next" });
  const first = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (let time = first; time < first + 366 * DAY_MS; time += MINUTE_MS) {
    const at = new Date(time);
    const digest = {
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    };
    if (match(digest)) return at;
  }
  return null;
}
