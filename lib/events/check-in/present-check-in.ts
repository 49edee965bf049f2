import type { CheckIn } from "@/lib/events/check-in/schemas";
import type { Db } from "@/lib/platform/db";
import type { Prisma } from "@/lib/platform/prisma/client";

export const WITH_NAMES = {
  attendee: { select: { externalId: true, name: true, attendance: { select: { duplicates: true } } } },
  door: { select: { id: true, name: true } },
} satisfies Prisma.CheckInInclude;

export type NamedCheckIn = Prisma.CheckInGetPayload<{ include: typeof WITH_NAMES }>;

/** Rows as they are shown, each with whether it still counts. */
export async function presentCheckIns(
  { partnerId }: { partnerId: string },
  db: Db,
  rows: readonly NamedCheckIn[],
): Promise<CheckIn[]> {
  const takenBack = await db.checkIn.findMany({
    where: {
      partnerId,
      attendeeId: { in: rows.map(({ attendeeId }) => attendeeId) },
      undoes: { in: rows.map(({ id }) => id) },
    },
    select: { eventId: true, attendeeId: true, undoes: true },
  });
  const keyOf = (attendeeId: string, id: string | null) => `${attendeeId} ${id}`;
  const undone = new Set(takenBack.map(({ attendeeId, undoes }) => keyOf(attendeeId, undoes)));
  return rows.map((row) => ({
    id: row.id,
    event_id: row.eventId,
    attendee_id: row.attendeeId,
    external_id: row.attendee.externalId,
    name: row.attendee.name,
    kind: row.kind,
    method: row.method,
    undoes: row.undoes,
    at: row.at.toISOString(),
    received_at: row.receivedAt.toISOString(),
    door: row.door,
    is_undone: row.kind !== "undone" && undone.has(keyOf(row.attendeeId, row.id)),
    is_duplicate: row.attendee.attendance?.duplicates.includes(row.id) ?? false,
  }));
}
