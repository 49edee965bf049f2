import type { PartnerContext } from "@/lib/platform/context";

/** Names by the organizer's id of those stored attendees whose ids these are. People of a call alone have none. */
export async function attendeeNames(
  { db, partnerId }: PartnerContext,
  eventId: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await db.eventAttendee.findMany({
    where: { eventId, partnerId, externalId: { in: [...ids] } },
    select: { externalId: true, name: true },
  });
  return new Map(rows.map(({ externalId, name }) => [externalId, name]));
}
