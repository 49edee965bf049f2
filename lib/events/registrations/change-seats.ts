import { fillSeats } from "@/lib/events/registrations/fill-seats";
import { type EventRef, lockSeats, type Seats } from "@/lib/events/registrations/lock-seats";
import { inTurn } from "@/lib/events/registrations/seat-turns";
import { settleSeats } from "@/lib/events/registrations/settle-seats";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * The one way to change who has a seat at an event. It waits for all other changes to the event, first does what has come
 * due (so that a late answer is late whether or not the clock's job has run), then the work, and then offers what has
 * become free to the next in line. Throws NotFound, Unavailable `seats_busy`, and what the work throws.
 */
export async function changeSeats<T>(
  ctx: Context,
  ref: EventRef,
  work: (seats: Seats) => Promise<T>,
): Promise<T> {
  return inTurn(ctx, ref.eventId, () =>
    transaction(ctx, async (tx) => {
      const seats = await lockSeats(ctx, tx, ref);
      await settleSeats(seats);
      const value = await work(seats);
      await fillSeats(seats);
      return value;
    }),
  );
}
