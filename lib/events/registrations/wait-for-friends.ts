import { changeOwn } from "@/lib/events/registrations/change-own";
import { alignParty } from "@/lib/events/registrations/friends";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";
import { Conflict } from "@/lib/platform/errors";

/**
 * Gives up an earlier place in line to wait where the last friend of the group stands, and be offered seats with them. Only the
 * person themselves can. Again it changes nothing.
 * Throws NotFound, Forbidden, Conflict `event_closed`, `event_started` or `registration_moved_on`.
 */
export async function waitForFriends(
  ctx: RegistrantContext,
  { event_id }: OfEvent,
): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    assertBeforeStart(seats);
    if (row.status !== "waiting")
      throw new Conflict("registration_moved_on", "You are not in line any more.");
    await alignParty(seats, row);
  });
}
