import { changeSeats } from "@/lib/events/registrations/change-seats";
import { findKnownEvent, findOwn, readOwn } from "@/lib/events/registrations/find-registration";
import type { Seats } from "@/lib/events/registrations/lock-seats";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import { accountOf, type RegistrantContext } from "@/lib/events/registrations/registrant";
import { NotFound } from "@/lib/platform/errors";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * Changes a person's own registration while the seats of its event are locked, and returns it as it then is.
 * Throws NotFound, Forbidden `account_needed`, and what the work throws.
 */
export async function changeOwn(
  ctx: RegistrantContext,
  event_id: string,
  work: (seats: Seats, row: RegistrationRow) => Promise<unknown>,
): Promise<OwnRegistration> {
  const userId = accountOf(ctx);
  const { event: known, row: own } = await findKnownEvent(ctx, ctx.db, event_id);
  if (own === null) throw new NotFound("registration");
  const ref = { eventId: known.id, partnerId: known.partnerId };
  await changeSeats(ctx, ref, async (seats) => work(seats, await findOwn(seats.tx, ref, userId)));
  return readOwn(ctx, known.id);
}
