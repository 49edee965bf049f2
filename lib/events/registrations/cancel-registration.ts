import { changeOwn } from "@/lib/events/registrations/change-own";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";

/**
 * Gives up a registration: a seat, an offer, a place in line or a request. What becomes free is offered to the next in line.
 * Again it changes nothing. Throws NotFound, Forbidden, Conflict `event_closed`, `event_started` or
 * `registration_moved_on`.
 */
export async function cancelRegistration(
  ctx: RegistrantContext,
  { event_id }: OfEvent,
): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    if (row.status === "cancelled") return;
    assertBeforeStart(seats);
    await moveRegistration(seats, row, "cancel");
  });
}
