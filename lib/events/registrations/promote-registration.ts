import { changeAsOrganizer } from "@/lib/events/registrations/change-as-organizer";
import { countSeats, type Seats } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import type { Registration, RegistrationPath } from "@/lib/events/registrations/schemas";
import { isSeated } from "@/lib/events/registrations/seat-machine";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * Gives a free seat to a person in line, wherever they stand, and with them to all friends who wait with them; or the seat that is
 * held for them. Who has a seat keeps it.
 * Throws NotFound, Conflict `event_closed`, `event_started`, `no_free_seat` or `registration_moved_on`.
 */
export async function promoteRegistration(
  ctx: PartnerContext,
  input: RegistrationPath,
): Promise<Registration> {
  assertPermitted(ctx, "events:write");
  return changeAsOrganizer(ctx, input, async (seats, row) => {
    if (isSeated(row.status)) return;
    const party = row.status === "waiting" ? await partyOf(seats, row) : [row];
    const { free } = await countSeats(seats);
    if (row.status === "waiting" && party.length > free) throw noFreeSeat(party.length, free);
    for (const member of party) await moveRegistration(seats, member, "promote");
    await audit(ctx, seats.tx, {
      partnerId: ctx.partnerId,
      action: "registration.promoted",
      targetType: "event",
      targetId: seats.event.id,
      details: { name: seats.event.name, registration_id: row.id, seats: party.length },
    });
  });
}

async function partyOf({ tx, event }: Seats, row: RegistrationRow): Promise<RegistrationRow[]> {
  if (row.groupId === null) return [row];
  return tx.registration.findMany({
    where: { groupId: row.groupId, eventId: event.id, partnerId: event.partnerId, status: "waiting" },
    orderBy: { id: "asc" },
  });
}

function noFreeSeat(needed: number, free: number): Conflict {
  const left = free <= 0 ? "No seat is free" : `Only ${free} ${free === 1 ? "seat is" : "seats are"} free`;
  return new Conflict(
    "no_free_seat",
    needed === 1
      ? `${left}. Raise the capacity or release a seat first.`
      : `${left}, and ${needed} friends wait together. Raise the capacity or release seats first.`,
  );
}
