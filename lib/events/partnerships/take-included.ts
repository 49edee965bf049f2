import { findRunningPartnership, monthOfPartnership } from "@/lib/events/partnerships/find-running";
import type { PartnerContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/**
 * Takes one of the events that the partner's partnership includes this month, as a pass that is made for the event and
 * used at once. Returns whether there was one. The caller holds the partner's lock.
 */
export async function takeIncludedEvent(
  ctx: PartnerContext,
  tx: Transaction,
  eventId: string,
): Promise<boolean> {
  const partnership = await findRunningPartnership(ctx, tx, ctx.partnerId);
  if (partnership === null) return false;
  const { used } = await monthOfPartnership(ctx, tx, partnership);
  if (used >= partnership.eventsPerMonth) return false;
  const now = ctx.clock.now();
  await tx.eventPass.create({
    data: {
      id: newId(now),
      partnerId: ctx.partnerId,
      eventId,
      reason: "Included in the event partnership",
      partnershipId: partnership.id,
      createdAt: now,
      usedAt: now,
    },
  });
  return true;
}
