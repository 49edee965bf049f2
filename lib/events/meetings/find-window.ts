import type { GuestContext } from "@/lib/events/events/guest";
import { CLOSES_AFTER_MS, OPENS_AFTER_MS } from "@/lib/events/meetings/schemas";
import type { Db } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

/** An event as its guest sees it, and when guests say whom they want to see again. */
export interface GuestEvent {
  readonly event: EventRow;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly isOpen: boolean;
}

/** Throws NotFound where the event or the guest's seat is gone. */
export async function findWindow(ctx: GuestContext, db: Db): Promise<GuestEvent> {
  const { eventId, partnerId, attendeeId } = ctx;
  const event = await db.event.findFirst({
    where: { id: eventId, partnerId, attendees: { some: { id: attendeeId } } },
  });
  if (event === null) throw new NotFound("event");
  const opensAt = new Date(event.startsAt.getTime() + OPENS_AFTER_MS);
  const closesAt = new Date(event.endsAt.getTime() + CLOSES_AFTER_MS);
  const now = ctx.clock.now();
  return {
    event,
    opensAt,
    closesAt,
    isOpen: event.status !== "cancelled" && event.status !== "draft" && now >= opensAt && now < closesAt,
  };
}

/** Throws Conflict `answers_closed`. */
export function assertAnswersOpen({ isOpen, opensAt }: GuestEvent, now: Date): void {
  if (isOpen) return;
  throw new Conflict(
    "answers_closed",
    now < opensAt
      ? "You can answer from an hour after the event has begun."
      : "The two weeks after the event are over, so answers stay as they are.",
  );
}
