import type { PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

/** Reads one of the caller's own events, of its mode. Another's, one of the other mode and a missing one are the same NotFound. */
export async function findEvent(ctx: PartnerContext, db: Db, eventId: string): Promise<EventRow> {
  const row = await db.event.findUnique({
    where: { id: eventId, partnerId: ctx.partnerId, mode: ctx.mode },
  });
  if (row === null) throw new NotFound("event");
  return row;
}

/** The same, with all changes to the event and its attendees waiting for each other until the transaction ends. */
export async function lockEvent(ctx: PartnerContext, tx: Transaction, eventId: string): Promise<EventRow> {
  await tx.$executeRaw`
    SELECT 1 FROM events WHERE id = ${eventId}::uuid AND partner_id = ${ctx.partnerId}::uuid FOR NO KEY UPDATE`;
  return findEvent(ctx, tx, eventId);
}

/** Throws Conflict `event_closed`. */
export function assertOpen({ status }: Pick<EventRow, "status">): void {
  if (status !== "finished" && status !== "cancelled") return;
  const what = status === "finished" ? "has ended" : "was cancelled";
  throw new Conflict("event_closed", `This event ${what}, so it can no longer be changed or matched.`);
}
