import { randomBytes } from "node:crypto";
import QRCode from "qrcode";
import { MAX_DOORS } from "@/lib/events/check-in/limits";
import { presentDoor } from "@/lib/events/check-in/list-doors";
import type { CreateDoor, CreatedDoor } from "@/lib/events/check-in/schemas";
import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { audit } from "@/lib/platform/audit";
import { brandOf } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { sha256 } from "@/lib/platform/seal";

/** Makes a link by which phones check guests in. Throws Forbidden, NotFound, Conflict `event_closed`, `too_many_doors`. */
export async function createDoor(ctx: PartnerContext, { event_id, name }: CreateDoor): Promise<CreatedDoor> {
  assertPermitted(ctx, "events:write");
  const secret = randomBytes(32).toString("base64url");
  const door = await transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    assertOpen(event);
    const count = await tx.door.count({
      where: { eventId: event.id, partnerId: ctx.partnerId, revokedAt: null },
    });
    if (count >= MAX_DOORS)
      throw new Conflict("too_many_doors", `An event may have ${MAX_DOORS} door links. Revoke one first.`);
    const now = ctx.clock.now();
    const row = await tx.door.create({
      data: {
        id: newId(now),
        eventId: event.id,
        partnerId: ctx.partnerId,
        mode: ctx.mode,
        name,
        tokenHash: sha256(secret),
        createdAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "door.created",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, door: name },
    });
    return row;
  });
  const link = `${brandOf(null).baseUrl}/door/check-in#${secret}`;
  return {
    door: presentDoor(door, 0),
    link,
    svg: await QRCode.toString(link, { type: "svg", margin: 4, errorCorrectionLevel: "M" }),
  };
}
