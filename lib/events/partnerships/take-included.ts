import { findRunningPartnerships, monthOfPartnership } from "@/lib/events/partnerships/find-running";
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
  const running = await findRunningPartnerships(ctx, tx, ctx.partnerId);
  for (const partnership of running) {
    const { left } = await monthOfPartnership(ctx, tx, partnership);
    if (left === 0) continue;
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
  return false;
}
