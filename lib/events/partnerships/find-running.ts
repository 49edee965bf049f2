import { monthAt } from "@/lib/events/partnerships/partnership-time";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import type { EventPartnership } from "@/lib/platform/prisma/client";

export type RunningPartnership = EventPartnership & { startsAt: Date; endsAt: Date };

/**
 * The partnerships whose time a moment lies in, the first to end first. One follows another, so there is more than one only
 * where a dispute was won after others were bought.
 */
export async function findRunningPartnerships(
  ctx: Context,
  db: Db,
  partnerId: string,
): Promise<RunningPartnership[]> {
  const now = ctx.clock.now();
  const rows = await db.eventPartnership.findMany({
    where: { partnerId, returnedAt: null, startsAt: { lte: now }, endsAt: { gt: now } },
    orderBy: [{ endsAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap((row) =>
    row.startsAt === null || row.endsAt === null
      ? []
      : [{ ...row, startsAt: row.startsAt, endsAt: row.endsAt }],
  );
}

/** How many events of its month are left, and when that month ends. */
export async function monthOfPartnership(
  ctx: Context,
  db: Db,
  { id, partnerId, startsAt, endsAt, eventsPerMonth }: RunningPartnership,
): Promise<{ left: number; until: Date }> {
  const { from, to } = monthAt(startsAt, ctx.clock.now());
  const used = await db.eventPass.count({
    where: { partnerId, partnershipId: id, usedAt: { gte: from, lt: to } },
  });
  return { left: Math.max(0, eventsPerMonth - used), until: to < endsAt ? to : endsAt };
}
