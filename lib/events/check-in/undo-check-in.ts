import type { CheckInPath } from "@/lib/events/check-in/schemas";
import { storeCheckIns } from "@/lib/events/check-in/store-check-ins";
import { lockEvent } from "@/lib/events/events/find-event";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Takes back a check-in or check-out, as if it had never been. Throws Forbidden, NotFound, Conflict `check_in_undone`
 * where it no longer counts, `doors_closed`.
 */
export async function undoCheckIn(
  ctx: PartnerContext,
  { event_id, check_in_id }: CheckInPath,
): Promise<undefined> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    const of = { eventId: event.id, partnerId: ctx.partnerId };
    const row = await tx.checkIn.findFirst({ where: { ...of, id: check_in_id } });
    if (row === null) throw new NotFound("check-in");
    const { attendeeId } = row;
    const before = await tx.checkIn.findFirst({ where: { ...of, attendeeId, undoes: row.id } });
    if (row.kind === "undone" || before !== null)
      throw new Conflict("check_in_undone", "This check-in was already taken back.");
    const now = ctx.clock.now();
    const common = { at: now, attendeeId, externalId: null, ticket: null };
    const undo = { ...common, id: newId(now), kind: "undone", method: "page", undoes: row.id } as const;
    await storeCheckIns(ctx, tx, { event, door: null, actions: [undo] });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "check_in.undone",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, check_in_id: row.id },
    });
    return undefined;
  });
}
