import type { Context } from "@/lib/platform/context";

const DAY_MS = 86_400_000;
/** Runs that a later one replaced, that failed or were cancelled, are kept so long for those who look them up. */
export const REPLACED_KEPT_DAYS = 30;
/** What was found for an event is kept so long after its end. */
export const AFTER_EVENT_KEPT_DAYS = 90;

/** Forgets replaced runs after 30 days, and all of an event's 90 days after its end. */
export async function removeOldRuns(ctx: Context): Promise<void> {
  const now = ctx.clock.now().getTime();
  const replacedBefore = new Date(now - REPLACED_KEPT_DAYS * DAY_MS);
  const endedBefore = new Date(now - AFTER_EVENT_KEPT_DAYS * DAY_MS);
  await ctx.db.$executeRaw`
    DELETE FROM match_runs run USING events event
    WHERE event.id = run.event_id AND run.status NOT IN ('queued', 'running') AND (
      coalesce(event.ends_at, event.starts_at) < ${endedBefore}
      OR run.finished_at < ${replacedBefore} AND (run.status <> 'finished' OR EXISTS (
        SELECT FROM match_runs later WHERE later.event_id = run.event_id AND later.kind = run.kind
          AND later.status = 'finished' AND later.id > run.id)))`;
}
