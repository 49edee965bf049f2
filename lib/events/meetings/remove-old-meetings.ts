import type { Context } from "@/lib/platform/context";

const DAY_MS = 86_400_000;
/** Answers and double yeses are kept so long after the end of their event. */
export const MEETINGS_KEPT_DAYS = 90;
/** Reports are kept so long, so that a pattern can be seen. */
export const REPORTS_KEPT_DAYS = 730;

/** Forgets answers and double yeses 90 days after their event, and reports after two years. */
export async function removeOldMeetings(ctx: Context): Promise<void> {
  const now = ctx.clock.now().getTime();
  const before = new Date(now - MEETINGS_KEPT_DAYS * DAY_MS);
  await ctx.db.$executeRaw`
    DELETE FROM meeting_answers answer USING events event
    WHERE event.id = answer.event_id AND event.ends_at < ${before}`;
  await ctx.db.$executeRaw`
    DELETE FROM mutual_yeses mutual USING events event
    WHERE event.id = mutual.event_id AND event.ends_at < ${before}`;
  await ctx.db.personReport.deleteMany({
    where: { createdAt: { lt: new Date(now - REPORTS_KEPT_DAYS * DAY_MS) } },
  });
}
