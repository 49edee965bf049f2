import type { GuestContext } from "@/lib/events/events/guest";
import { assertAnswersOpen, findWindow } from "@/lib/events/meetings/find-window";
import type { RateEvent } from "@/lib/events/meetings/schemas";
import { transaction } from "@/lib/platform/db";

export interface OwnRating {
  readonly stars: number;
  readonly sentence: string | null;
}

/** How this guest rated the event, or null. */
export async function getOwnRating({ db, attendeeId }: GuestContext): Promise<OwnRating | null> {
  return db.eventRating.findUnique({ where: { attendeeId }, select: { stars: true, sentence: true } });
}

/** Rates the event, in place of an earlier rating. The organizer gets no name with it. Throws NotFound, Conflict `answers_closed`. */
export async function rateEvent(ctx: GuestContext, { stars, sentence }: RateEvent): Promise<OwnRating> {
  const { attendeeId, eventId } = ctx;
  const data = { stars, sentence: sentence ?? null };
  return transaction(ctx, async (tx) => {
    const ratedAt = ctx.clock.now();
    assertAnswersOpen(await findWindow(ctx, tx), ratedAt);
    await tx.eventRating.upsert({
      where: { attendeeId },
      create: { attendeeId, eventId, ...data, ratedAt },
      update: { ...data, ratedAt },
    });
    return data;
  });
}
