import { type AttendeeRef, findAttendee } from "@/lib/events/events/find-attendee";
import { presentAttendee } from "@/lib/events/events/present-event";
import type { Attendee } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** One attendee, without traits. Throws NotFound. */
export async function getAttendee(ctx: PartnerContext, input: AttendeeRef): Promise<Attendee> {
  assertPermitted(ctx, "events:read");
  return presentAttendee(await findAttendee(ctx, ctx.db, input));
}
