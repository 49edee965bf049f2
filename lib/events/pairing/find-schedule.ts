import type { PartnerContext } from "@/lib/platform/context";
import type { MatchSchedule as MatchScheduleRow } from "@/lib/platform/prisma/client";

/** The last schedule of an event that is the caller's, or null. */
export async function findSchedule(
  ctx: Pick<PartnerContext, "db" | "partnerId">,
  eventId: string,
): Promise<MatchScheduleRow | null> {
  const run = await ctx.db.matchRun.findFirst({
    where: { eventId, partnerId: ctx.partnerId, kind: "schedule", status: "finished" },
    orderBy: { id: "desc" },
    include: { schedule: true },
  });
  return run?.schedule ?? null;
}
