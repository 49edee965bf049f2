import { findEvent } from "@/lib/events/events/find-event";
import { changeSeats } from "@/lib/events/registrations/change-seats";
import { assertBeforeStart, type Seats } from "@/lib/events/registrations/lock-seats";
import { presentForOrganizer } from "@/lib/events/registrations/present-for-organizer";
import type { Registration, RegistrationPath } from "@/lib/events/registrations/schemas";
import { inTurn } from "@/lib/events/registrations/seat-turns";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * Changes a registration of one of the caller's events while its seats are locked, and returns it as it then is.
 * Throws NotFound, Conflict `event_closed` or `event_started`, and what the work throws.
 */
export async function changeAsOrganizer(
  ctx: PartnerContext,
  { event_id, registration_id }: RegistrationPath,
  work: (seats: Seats, row: RegistrationRow) => Promise<unknown>,
): Promise<Registration> {
  // Before the turn: no one takes a turn of another's event.
  const { id: eventId } = await findEvent(ctx, ctx.db, event_id);
  return inTurn(ctx, eventId, () =>
    transaction(ctx, async (tx) => {
      const ref = { eventId, partnerId: ctx.partnerId };
      const where = { id: registration_id, ...ref };
      await changeSeats({ ...ctx, db: tx }, ref, async (seats) => {
        const row = await tx.registration.findUnique({ where });
        if (row === null) throw new NotFound("registration");
        assertBeforeStart(seats);
        await work(seats, row);
      });
      const event = await findEvent(ctx, tx, event_id);
      const after = await tx.registration.findUnique({ where });
      const [shown] = after === null ? [] : await presentForOrganizer(tx, event, [after]);
      if (shown === undefined) throw new NotFound("registration");
      return shown;
    }),
  );
}
