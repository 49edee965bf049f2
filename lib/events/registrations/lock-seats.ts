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

/**
 * How many seats are free: those of the capacity that no attendee of any pool has, and that are held for no offer. Below
 * zero where the organizer brought more people than have room.
 */
export async function countFreeSeats(seats: Seats): Promise<number> {
  const { tx, event } = seats;
  const of = { eventId: event.id, partnerId: event.partnerId };
  const taken = await tx.eventAttendee.count({ where: of });
  const held = await tx.registration.count({ where: { ...of, status: "offered" } });
  return roomOf(seats) - taken - held;
}
