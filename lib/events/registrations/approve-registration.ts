import { changeAsOrganizer } from "@/lib/events/registrations/change-as-organizer";
import { alignParty } from "@/lib/events/registrations/friends";
import { endOfLine } from "@/lib/events/registrations/line";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import { hasSeatForNext } from "@/lib/events/registrations/register-for-event";
import type { Registration, RegistrationPath } from "@/lib/events/registrations/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Says yes to a person who asked to come, or was declined before: they have a seat where one is free and no one waits, else
 * they are last in line. Who was approved stays as they are. Throws NotFound, Conflict `event_closed`, `event_started` or
 * `registration_moved_on`.
 */
export async function approveRegistration(
  ctx: PartnerContext,
  input: RegistrationPath,
): Promise<Registration> {
  assertPermitted(ctx, "events:write");
  return changeAsOrganizer(ctx, input, async (seats, row) => {
    if (["waiting", "offered", "registered", "confirmed"].includes(row.status)) return;
    if (await hasSeatForNext(seats)) await moveRegistration(seats, row, "approve_to_seat");
    else {
      const queuedAt = await endOfLine(seats);
      await alignParty(seats, await moveRegistration(seats, row, "approve_to_line", { queuedAt }));
    }
    await audit(ctx, seats.tx, {
      partnerId: ctx.partnerId,
      action: "registration.approved",
      targetType: "event",
      targetId: seats.event.id,
      details: { name: seats.event.name, registration_id: row.id },
    });
  });
}
