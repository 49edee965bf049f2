import { changeOwn } from "@/lib/events/registrations/change-own";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import { confirmIfAsking } from "@/lib/events/registrations/register-for-event";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";
import { isSeated } from "@/lib/events/registrations/seat-machine";

/**
 * Takes the seat that is held for a person out of the line. Again it changes nothing.
 * Throws NotFound, Forbidden, Conflict `event_closed`, `event_started`, or `no_offer` where it was not answered in time.
 */
export async function acceptOffer(ctx: RegistrantContext, { event_id }: OfEvent): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    if (isSeated(row.status)) return;
    assertBeforeStart(seats);
    await confirmIfAsking(seats, await moveRegistration(seats, row, "accept"));
  });
}
