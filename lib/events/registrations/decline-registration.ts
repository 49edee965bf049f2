import { changeAsOrganizer } from "@/lib/events/registrations/change-as-organizer";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { Registration, RegistrationPath } from "@/lib/events/registrations/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Says no to a person, whatever state they are in: a seat goes to the next in line, and they cannot register for this event
 * again. Again it changes nothing. Throws NotFound, Conflict `event_closed`, `event_started` or `registration_moved_on`.
 */
export async function declineRegistration(
  ctx: PartnerContext,
  input: RegistrationPath,
): Promise<Registration> {
  assertPermitted(ctx, "events:write");
  return changeAsOrganizer(ctx, input, async (seats, row) => {
    if (row.status === "declined") return;
    await moveRegistration(seats, row, "decline");
    await audit(ctx, seats.tx, {
      partnerId: ctx.partnerId,
      action: "registration.declined",
      targetType: "event",
      targetId: seats.event.id,
      details: { name: seats.event.name, registration_id: row.id },
    });
  });
}
