import { changeAsOrganizer } from "@/lib/events/registrations/change-as-organizer";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { Registration, RegistrationPath } from "@/lib/events/registrations/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Takes back a seat, or one that is held, and offers it to the next in line. The person may register again. Again it changes
 * nothing. Throws NotFound, Conflict `event_closed`, `event_started` or `registration_moved_on`.
 */
export async function releaseRegistration(
  ctx: PartnerContext,
  input: RegistrationPath,
): Promise<Registration> {
  assertPermitted(ctx, "events:write");
  return changeAsOrganizer(ctx, input, async (seats, row) => {
    if (row.status === "released") return;
    await moveRegistration(seats, row, "release");
    await audit(ctx, seats.tx, {
      partnerId: ctx.partnerId,
      action: "registration.released",
      targetType: "event",
      targetId: seats.event.id,
      details: { name: seats.event.name, registration_id: row.id },
    });
  });
}
