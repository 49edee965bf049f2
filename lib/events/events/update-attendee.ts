import { type AttendeeRef, findAttendee, WITHOUT_TRAITS } from "@/lib/events/events/find-attendee";
import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { presentAttendee } from "@/lib/events/events/present-event";
import type { Attendee, UpdateAttendee } from "@/lib/events/events/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

/**
 * Changes what the organizer says of an attendee. New traits replace the old ones with their errors.
 * Throws NotFound, Invalid for an address that another attendee has, one whose person has no name left, or a person who
 * registered on the site. Throws Conflict `event_closed`, `traits_of_person` for traits of a guest who answered for
 * themselves, or `address_of_person` for the address of one who did anything behind their personal link.
 */
export async function updateAttendee(
  ctx: PartnerContext,
  { event_id, attendee_id, ...input }: UpdateAttendee & AttendeeRef,
): Promise<Attendee> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    assertOpen(event);
    const before = await findAttendee(ctx, tx, { event_id, attendee_id });
    if (before.pool === "site") refuseOwnWords(input);
    if (input.traits !== undefined && before.traitsSource === "person") {
      throw new Conflict(
        "traits_of_person",
        "This person answered for themselves, and their answers are not replaced. Change the other fields alone.",
      );
    }
    const moves = input.email !== undefined && input.email !== before.email;
    if (moves) await endGuestLink(ctx, tx, before);
    if (input.email != null && moves) await assertFree(ctx, tx, event.id, input.email);
    const row = await tx.eventAttendee.update({
      where: { id: before.id, eventId: event.id, partnerId: ctx.partnerId },
      data: {
        name: input.name,
        email: input.email,
        ...(moves ? { invitedAt: null } : {}),
        group: input.group,
        ...(input.seeks === undefined ? {} : { seeks: input.seeks ?? [] }),
        ...measured(input),
        updatedAt: ctx.clock.now(),
      },
      omit: WITHOUT_TRAITS,
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.attendee_updated",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, attendee_id: row.id, fields: Object.keys(input) },
    });
    return presentAttendee(row);
  });
}

/** What people who registered say of themselves is theirs: an organizer who could set their traits would learn from their matches. */
function refuseOwnWords(input: UpdateAttendee): void {
  const errors = Object.keys(input).map((path) => ({
    path,
    message: "Is what this person said when they registered on the site. You cannot change it.",
  }));
  if (errors.length > 0) throw invalidInput(errors);
}

/**
 * Another address is another person's mailbox, so the personal link that was sent to the old one ends. Where its person
 * answered or chose anything the address stays: their answers, and the links in later emails, would go to whoever the
 * organizer names. Throws Conflict `address_of_person`.
 */
async function endGuestLink(
  { partnerId }: PartnerContext,
  tx: Transaction,
  { id, eventId, traitsSource }: { id: string; eventId: string; traitsSource: string | null },
): Promise<void> {
  const acted = await tx.eventAttendee.count({
    where: {
      id,
      eventId,
      partnerId,
      OR: [
        { choice: { isNot: null } },
        { rating: { isNot: null } },
        { answers: { some: {} } },
        { blocks: { some: {} } },
        { mutual1: { some: {} } },
        { mutual2: { some: {} } },
      ],
    },
  });
  if (acted > 0 || traitsSource === "person") {
    throw new Conflict(
      "address_of_person",
      "This person answered by the link that we sent to this address, so the address stays. Add the other address as another attendee.",
    );
  }
  await tx.eventGuestLink.deleteMany({ where: { attendeeId: id, eventId, partnerId } });
}

function measured({ traits, standard_errors }: UpdateAttendee): Prisma.EventAttendeeUpdateInput {
  if (traits === undefined) return {};
  return {
    traits: traits ?? Prisma.DbNull,
    standardErrors: standard_errors ?? Prisma.DbNull,
    traitsSource: traits === null ? null : "organizer",
  };
}

async function assertFree(
  ctx: PartnerContext,
  tx: Transaction,
  eventId: string,
  email: string,
): Promise<void> {
  const other = await tx.eventAttendee.findFirst({
    where: { eventId, partnerId: ctx.partnerId, email },
    select: { id: true },
  });
  if (other !== null)
    throw invalidInput([{ path: "email", message: "Belongs to an attendee of this event already." }]);
}
