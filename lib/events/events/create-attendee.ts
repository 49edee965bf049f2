import { addAttendees } from "@/lib/events/events/add-attendees";
import type { CreateAttendee } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Adds one person to an event by hand. Throws NotFound, Invalid with paths such as `attendees[0].email`, Conflict
 * `event_closed` or `too_many_attendees`.
 */
export async function createAttendee(
  ctx: PartnerContext,
  { event_id, attendee }: CreateAttendee,
): Promise<{ id: string }> {
  assertPermitted(ctx, "events:write");
  const { data } = await addAttendees(ctx, {
    event_id,
    pool: "uploaded",
    people: [attendee],
    list: "attendees",
  });
  const [added] = data;
  if (added === undefined) throw new Error("One person was added, and none came back.");
  return { id: added.id };
}
