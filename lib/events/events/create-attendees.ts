import { addAttendees } from "@/lib/events/events/add-attendees";
import type { AddedAttendees, NewAttendee } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Adds people to an event as a program sends them, all or none. Throws NotFound, Invalid with every bad field, Conflict
 * `event_closed` or `too_many_attendees`.
 */
export async function createAttendees(
  ctx: PartnerContext,
  { event_id, attendees }: { event_id: string; attendees: readonly NewAttendee[] },
): Promise<AddedAttendees> {
  assertPermitted(ctx, "events:write");
  return addAttendees(ctx, { event_id, pool: "api", people: attendees, list: "attendees" });
}
