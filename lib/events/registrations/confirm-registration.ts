import { changeOwn } from "@/lib/events/registrations/change-own";
import { isAsked } from "@/lib/events/registrations/deadlines";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";
import { Conflict } from "@/lib/platform/errors";

/**
 * Answers "are you coming?" with yes. Again it changes nothing.
 * Throws NotFound, Forbidden, Conflict `event_closed`, `event_started`, `not_asked_yet`, or `no_seat` where the answer comes too late.
 */
export async function confirmRegistration(
  ctx: RegistrantContext,
  { event_id }: OfEvent,
): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    if (row.status === "confirmed") return;
    assertBeforeStart(seats);
    if (row.status === "registered" && !isAsked(row.askedAt, seats.event))
      throw new Conflict("not_asked_yet", "We ask whether you are coming closer to the event.");
    await moveRegistration(seats, row, "confirm");
  });
}
