import type { Context } from "@/lib/platform/context";

/** As long as attendees, with whom the check-ins go. */
const DOORS_KEPT_DAYS = 365;

/** Forgets the doors of events that ended a year ago, of all partners. What they recorded went with the attendees. */
export async function removeOldDoors(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - DOORS_KEPT_DAYS * 86_400_000);
  await ctx.db.door.deleteMany({ where: { event: { endsAt: { lt: before } } } });
}
