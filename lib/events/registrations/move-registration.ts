import type { Seats } from "@/lib/events/registrations/lock-seats";
import { announceMove, type NoticeTerms } from "@/lib/events/registrations/notices";
import { afterMove, isLive, isSeated, type Move } from "@/lib/events/registrations/seat-machine";
import { traitsSourceOf } from "@/lib/events/registrations/traits-source";
import { NO_WISH } from "@/lib/events/registrations/wish-of";
import { newId } from "@/lib/platform/ids";
import type { Prisma, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/** What a move writes besides the status. */
type Details = Pick<
  Prisma.RegistrationUncheckedUpdateInput,
  | "queuedAt"
  | "offeredUntil"
  | "name"
  | "group"
  | "seeks"
  | "seeksAgreedAt"
  | "seeksAgreedTo"
  | "agreesToMatch"
  | "agreesToPreview"
  | "groupId"
>;

/**
 * Moves a registration, with all that follows from it: its seat is taken or given back, deadlines of the state that it
 * leaves go, and who must hear of it does. Throws Conflict where the state machine has no such move.
 */
export async function moveRegistration(
  seats: Seats,
  row: RegistrationRow,
  move: Move,
  details: Details = {},
  terms: NoticeTerms = {},
): Promise<RegistrationRow> {
  const { tx, event, now } = seats;
  const status = afterMove(move, row.status);
  const of = { eventId: event.id, partnerId: event.partnerId };
  const changed = await tx.registration.update({
    where: { id: row.id, ...of },
    data: {
      queuedAt: null,
      offeredUntil: null,
      ...(status === "confirmed"
        ? { confirmedAt: now }
        : { askedAt: null, confirmUntil: null, confirmedAt: null }),
      endedAt: isLive(status) ? null : now,
      // Whom a person seeks is kept for one event only, and while they want to come.
      ...(isLive(status) ? {} : NO_WISH),
      ...details,
      status,
      updatedAt: now,
    },
  });
  const moved = isSeated(status) ? await takeSeat(seats, changed) : await giveBackSeat(seats, changed);
  await announceMove(seats, moved, move, terms);
  return moved;
}

/** A registration that has just begun, as a state to move from. */
export async function createRegistration(
  seats: Seats,
  data: Omit<
    Prisma.RegistrationUncheckedCreateInput,
    "id" | "eventId" | "partnerId" | "mode" | "status" | "createdAt" | "updatedAt"
  >,
  move: "request" | "queue" | "take",
): Promise<RegistrationRow> {
  const { tx, event, now } = seats;
  const created = await tx.registration.create({
    data: {
      ...data,
      id: newId(now),
      eventId: event.id,
      partnerId: event.partnerId,
      mode: event.mode,
      status: afterMove(move, "none"),
      createdAt: now,
      updatedAt: now,
    },
  });
  const row = isSeated(created.status) ? await takeSeat(seats, created) : created;
  await announceMove(seats, row, move);
  return row;
}

async function takeSeat(seats: Seats, row: RegistrationRow): Promise<RegistrationRow> {
  if (row.attendeeId !== null) return row;
  const { tx, event, now } = seats;
  const id = newId(now);
  await tx.eventAttendee.create({
    data: {
      id,
      eventId: event.id,
      partnerId: event.partnerId,
      mode: event.mode,
      pool: "site",
      externalId: id,
      name: row.name,
      group: row.group,
      seeks: row.seeks,
      traitsSource: await traitsSourceOf(seats.ctx, tx, row),
      createdAt: now,
      updatedAt: now,
    },
  });
  return tx.registration.update({
    where: { id: row.id, eventId: event.id, partnerId: event.partnerId },
    data: { attendeeId: id },
  });
}

async function giveBackSeat({ tx, event }: Seats, row: RegistrationRow): Promise<RegistrationRow> {
  if (row.attendeeId === null) return row;
  const of = { eventId: event.id, partnerId: event.partnerId };
  const without = await tx.registration.update({ where: { id: row.id, ...of }, data: { attendeeId: null } });
  await tx.eventAttendee.deleteMany({ where: { id: row.attendeeId, ...of, pool: "site" } });
  return without;
}
