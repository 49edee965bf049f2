import type { Db } from "@/lib/platform/db";

/** The seats of guests whom a door checked in. Null where no door checked anyone in. */
export async function whoCame(
  db: Db,
  { eventId, partnerId }: { eventId: string; partnerId: string },
): Promise<ReadonlySet<string> | null> {
  const rows = await db.attendance.findMany({
    where: { eventId, partnerId, firstInAt: { not: null } },
    select: { attendeeId: true },
  });
  return rows.length === 0 ? null : new Set(rows.map(({ attendeeId }) => attendeeId));
}
