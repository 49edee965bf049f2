import { changeOwn } from "@/lib/events/registrations/change-own";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";
import { Conflict } from "@/lib/platform/errors";

/**
 * Says no to a seat that is held for a person, which ends their registration and goes to the next in line. Again it changes
 * nothing. Throws NotFound, Forbidden, Conflict `event_closed`, `event_started` or `no_offer`.
 */
export async function declineOffer(ctx: RegistrantContext, { event_id }: OfEvent): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    if (row.status === "cancelled") return;
    assertBeforeStart(seats);
    // Not a way to cancel by mistake what is no offer any more, such as the seat that another tab has just taken.
    if (row.status !== "offered") throw new Conflict("no_offer", "There is no seat held for you now.");
    await moveRegistration(seats, row, "cancel");
  });
}
