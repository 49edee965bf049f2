import { monthAt } from "@/lib/events/partnerships/partnership-time";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import type { EventPartnership } from "@/lib/platform/prisma/client";

/** The partnership whose time a moment lies in; null for none. */
export async function findRunningPartnership(
  ctx: Context,
  db: Db,
  partnerId: string,
): Promise<(EventPartnership & { startsAt: Date; endsAt: Date }) | null> {
  const now = ctx.clock.now();
  const row = await db.eventPartnership.findFirst({
    where: { partnerId, returnedAt: null, startsAt: { lte: now }, endsAt: { gt: now } },
    orderBy: { endsAt: "asc" },
  });
  if (row === null || row.startsAt === null || row.endsAt === null) return null;
  return { ...row, startsAt: row.startsAt, endsAt: row.endsAt };
}

/** How many events its month has had, and when the next month begins. */
export async function monthOfPartnership(
  ctx: Context,
  db: Db,
  { id, partnerId, startsAt, endsAt }: { id: string; partnerId: string; startsAt: Date; endsAt: Date },
): Promise<{ used: number; until: Date }> {
  const { from, to } = monthAt(startsAt, ctx.clock.now());
  const used = await db.eventPass.count({
    where: { partnerId, partnershipId: id, usedAt: { gte: from, lt: to } },
  });
  return { used, until: to < endsAt ? to : endsAt };
}
