import type { CheckInPath } from "@/lib/events/check-in/schemas";
import { lockEvent } from "@/lib/events/events/find-event";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Lets a duplicate stand: a person has looked at it, and it was the same guest. Again it changes nothing.
 * Throws Forbidden, NotFound, Conflict `check_in_undone` where it is no duplicate any more.
 */
export async function settleCheckIn(
  ctx: PartnerContext,
  { event_id, check_in_id }: CheckInPath,
): Promise<undefined> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    const of = { eventId: event.id, partnerId: ctx.partnerId };
    const row = await tx.checkIn.findFirst({
      where: { ...of, id: check_in_id },
      include: { settlement: true, attendee: { select: { attendance: true } } },
    });
    if (row === null) throw new NotFound("check-in");
    if (row.settlement !== null) return undefined;
    if (!row.attendee.attendance?.duplicates.includes(row.id))
      throw new Conflict("check_in_undone", "This check-in is no duplicate any more.");
    await tx.checkInSettlement.create({
      data: { ...of, checkInId: row.id, settledAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "check_in.settled",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, check_in_id: row.id },
    });
    return undefined;
  });
}
