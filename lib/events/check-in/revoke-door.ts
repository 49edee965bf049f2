import type { DoorPath } from "@/lib/events/check-in/schemas";
import { lockEvent } from "@/lib/events/events/find-event";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Ends a door link. Its phones hear of it at their next contact, forget their list, and nothing more is taken from them.
 * What they recorded stays. Again it changes nothing. Throws Forbidden, NotFound.
 */
export async function revokeDoor(ctx: PartnerContext, { event_id, door_id }: DoorPath): Promise<undefined> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    const where = { id: door_id, eventId: event.id, partnerId: ctx.partnerId };
    const door = await tx.door.findUnique({ where });
    if (door === null) throw new NotFound("door");
    if (door.revokedAt !== null) return undefined;
    await tx.door.update({ where, data: { revokedAt: ctx.clock.now() } });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "door.revoked",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, door: door.name },
    });
    return undefined;
  });
}
