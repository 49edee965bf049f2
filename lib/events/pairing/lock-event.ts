import type { PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Event as EventRow, EventStatus } from "@/lib/platform/prisma/client";

/** Reads one of the caller's events in the caller's mode. Another's and a missing one are the same NotFound. */
export async function findEvent(ctx: PartnerContext, db: Db, eventId: string): Promise<EventRow> {
  const row = await db.event.findUnique({
    where: { id: eventId, partnerId: ctx.partnerId, mode: ctx.mode },
  });
  if (row === null) throw new NotFound("event");
  return row;
}

/** Whether nobody meets there any more. */
export function isOver(status: EventStatus): boolean {
  return status === "cancelled" || status === "finished";
}

/** Throws Conflict `event_closed`. */
export function assertNotOver({ status }: { status: EventStatus }): void {
  if (!isOver(status)) return;
  throw new Conflict("event_closed", `The event ${status === "cancelled" ? "was cancelled" : "has ended"}.`);
}

/** Makes changes to what is known of one event wait for each other until the transaction ends. Null where it is gone. */
export async function lockEvent(
  tx: Transaction,
  { eventId, partnerId }: { eventId: string; partnerId: string },
): Promise<{ status: EventStatus } | null> {
  const [row] = await tx.$queryRaw<{ status: EventStatus }[]>`
    SELECT status::text AS status FROM events
    WHERE id = ${eventId}::uuid AND partner_id = ${partnerId}::uuid FOR NO KEY UPDATE`;
  return row ?? null;
}
