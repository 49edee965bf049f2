import { MAX_ATTENDEES } from "@/lib/events/events/schemas";
import { changeAsOrganizer } from "@/lib/events/registrations/change-as-organizer";
import { countSeats, type Seats } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { PromoteRegistration, Registration, RegistrationPath } from "@/lib/events/registrations/schemas";
import { isSeated } from "@/lib/events/registrations/seat-machine";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * Gives a free seat to a person in line, wherever they stand, and with them to all friends who wait with them; or the seat that is
 * held for them. Where asked to, the capacity is raised by what is missing. Who has a seat keeps it.
 * Throws NotFound, Conflict `event_closed`, `event_started`, `no_free_seat` or `registration_moved_on`.
 */
export async function promoteRegistration(
  ctx: PartnerContext,
  { add_seats, ...input }: RegistrationPath & PromoteRegistration,
): Promise<Registration> {
  assertPermitted(ctx, "events:write");
  return changeAsOrganizer(ctx, input, async (seats, row) => {
    if (isSeated(row.status)) return;
    const party = row.status === "waiting" ? await partyOf(seats, row) : [row];
    const { free } = await countSeats(seats);
    const missing = row.status === "waiting" ? Math.max(0, party.length - free) : 0;
    if (missing > 0 && add_seats !== true) throw noFreeSeat(party.length, free);
    if (missing > 0) await addSeats(seats, missing);
    for (const member of party) await moveRegistration(seats, member, "promote");
    await audit(ctx, seats.tx, {
      partnerId: ctx.partnerId,
      action: "registration.promoted",
      targetType: "event",
      targetId: seats.event.id,
      details: { name: seats.event.name, registration_id: row.id, seats: party.length, added_seats: missing },
    });
  });
}

/** The seats are taken in the same transaction, so that they are offered to no one meanwhile. */
async function addSeats({ tx, event, now }: Seats, missing: number): Promise<void> {
  const capacity = (event.capacity ?? 0) + missing;
  if (capacity > MAX_ATTENDEES) {
    throw new Conflict(
      "no_free_seat",
      `An event may have ${MAX_ATTENDEES.toLocaleString("en-US")} attendees, and this one has as many. Release a seat first.`,
    );
  }
  await tx.event.update({
    where: { id: event.id, partnerId: event.partnerId },
    data: { capacity, updatedAt: now },
  });
}

async function partyOf({ tx, event }: Seats, row: RegistrationRow): Promise<RegistrationRow[]> {
  if (row.groupId === null) return [row];
  return tx.registration.findMany({
    where: {
      groupId: row.groupId,
      queuedAt: row.queuedAt,
      eventId: event.id,
      partnerId: event.partnerId,
      status: "waiting",
    },
    orderBy: { id: "asc" },
  });
}

function noFreeSeat(needed: number, free: number): Conflict {
  const left = free <= 0 ? "No seat is free" : `Only ${free} ${free === 1 ? "seat is" : "seats are"} free`;
  return new Conflict(
    "no_free_seat",
    needed === 1
      ? `${left}. Set add_seats to raise the capacity with it.`
      : `${left}, and ${needed} friends wait together. Set add_seats to raise the capacity with it.`,
  );
}
