import type { Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import type { EventStatus } from "@/lib/platform/prisma/client";

/** Whether people no longer meet there. */
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
