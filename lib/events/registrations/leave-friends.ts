import { changeOwn } from "@/lib/events/registrations/change-own";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";

/** Leaves a group of friends and keeps the place in line, behind those who stay. Again it changes nothing. Throws NotFound, Forbidden. */
export async function leaveFriends(ctx: RegistrantContext, { event_id }: OfEvent): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async ({ tx, event, now }, row) => {
    if (row.groupId === null) return;
    await tx.registration.update({
      where: { id: row.id, eventId: event.id, partnerId: event.partnerId },
      data: { groupId: null, updatedAt: now },
    });
  });
}
