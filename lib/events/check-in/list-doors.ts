import type { Door } from "@/lib/events/check-in/schemas";
import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Door as DoorRow } from "@/lib/platform/prisma/client";

/** An event's doors with how many guests each let in, revoked ones last. Throws Forbidden, NotFound. */
export async function listDoors(ctx: PartnerContext, { event_id }: { event_id: string }): Promise<Door[]> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.door.findMany({
    where: { eventId: event.id, partnerId: ctx.partnerId },
    orderBy: { id: "asc" },
  });
  const counts = await ctx.db.$queryRaw<{ door: string; guests: number }[]>`
    SELECT door_id AS door, count(DISTINCT attendee_id)::int AS guests FROM check_ins AS entry
    WHERE event_id = ${event.id}::uuid AND kind = 'in' AND door_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM check_ins AS later WHERE later.attendee_id = entry.attendee_id AND later.undoes = entry.id)
    GROUP BY door_id`;
  const guestsOf = new Map(counts.map(({ door, guests }) => [door, guests]));
  const doors = rows.map((row) => presentDoor(row, guestsOf.get(row.id) ?? 0));
  return [
    ...doors.filter((door) => door.revoked_at === null),
    ...doors.filter((door) => door.revoked_at !== null),
  ];
}

export function presentDoor(row: DoorRow, checkedIn: number): Door {
  return {
    id: row.id,
    name: row.name,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    checked_in: checkedIn,
  };
}
