import type { Transaction } from "@/lib/platform/db";
import type { EventStatus } from "@/lib/platform/prisma/client";

/** Whether people no longer meet there. */
export function isOver(status: EventStatus): boolean {
  return status === "cancelled" || status === "finished";
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
