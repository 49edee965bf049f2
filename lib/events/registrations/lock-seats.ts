import { MAX_ATTENDEES } from "@/lib/events/events/schemas";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

export interface EventRef {
  readonly eventId: string;
  readonly partnerId: string;
}

/** The seats of one event while a transaction holds its lock. */
export interface Seats {
  readonly ctx: Context;
  readonly tx: Transaction;
  readonly event: EventRow;
  readonly now: Date;
}

/** Waits until no one else changes the event or its attendees, and holds it until the transaction ends. Throws NotFound. */
export async function lockSeats(
  ctx: Context,
  tx: Transaction,
  { eventId, partnerId }: EventRef,
): Promise<Seats> {
  await tx.$executeRaw`
    SELECT 1 FROM events WHERE id = ${eventId}::uuid AND partner_id = ${partnerId}::uuid FOR NO KEY UPDATE`;
  const event = await tx.event.findUnique({ where: { id: eventId, partnerId } });
  if (event === null) throw new NotFound("event");
  return { ctx, tx, event, now: ctx.clock.now() };
}

/** Whether people may still come to it: it is published, and for guests. */
export function isComing({ event }: Pick<Seats, "event">): boolean {
  return event.mode === "live" && (event.status === "published" || event.status === "matched");
}

/** Whether seats are given and given back: until the start. */
export function isBeforeStart({ event, now }: Pick<Seats, "event" | "now">): boolean {
  return isComing({ event }) && now < event.startsAt;
}

/** Throws Conflict `event_closed` or `event_started`. */
export function assertBeforeStart({ event, now }: Pick<Seats, "event" | "now">): void {
  if (event.status === "cancelled") throw new Conflict("event_closed", "This event was cancelled.");
  if (event.status === "finished") throw new Conflict("event_closed", "This event has ended.");
  if (now >= event.startsAt) throw new Conflict("event_started", "This event has started.");
}

/** How many people there is room for. */
export function roomOf({ event }: { event: Pick<EventRow, "capacity"> }): number {
  return Math.min(event.capacity ?? 0, MAX_ATTENDEES);
}

/** How the seats stand. */
export interface SeatCount {
  /**
   * Seats of the capacity that no attendee of any pool has, and that are held for no offer. Below zero where the organizer
   * brought more people than have room.
   */
  readonly free: number;
  /** People in line. */
  readonly waiting: number;
}

export async function countSeats(seats: Seats): Promise<SeatCount> {
  const { tx, event } = seats;
  const [count] = await tx.$queryRaw<{ taken: number; held: number; waiting: number }[]>`
    SELECT (
        SELECT count(*)::int FROM event_attendees
        WHERE event_id = ${event.id}::uuid AND partner_id = ${event.partnerId}::uuid) AS taken,
      count(*) FILTER (WHERE status = 'offered')::int AS held,
      count(*) FILTER (WHERE status = 'waiting')::int AS waiting
    FROM registrations WHERE event_id = ${event.id}::uuid AND partner_id = ${event.partnerId}::uuid
      AND status IN ('offered', 'waiting')`;
  if (count === undefined) throw new Error("A count is always one row.");
  return { free: roomOf(seats) - count.taken - count.held, waiting: count.waiting };
}
