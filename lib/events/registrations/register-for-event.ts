import { agreeToMatch, assertAdult } from "@/lib/events/registrations/agree-to-match";
import { changeSeats } from "@/lib/events/registrations/change-seats";
import { asksFrom } from "@/lib/events/registrations/deadlines";
import { findKnownEvent, readOwn } from "@/lib/events/registrations/find-registration";
import { alignParty, findGroupToJoin } from "@/lib/events/registrations/friends";
import { endOfLine } from "@/lib/events/registrations/line";
import { assertBeforeStart, countSeats, type Seats } from "@/lib/events/registrations/lock-seats";
import { createRegistration, moveRegistration } from "@/lib/events/registrations/move-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import { accountOf, lockAccount, type RegistrantContext } from "@/lib/events/registrations/registrant";
import { MAX_REGISTRATIONS, type RegisterForEvent } from "@/lib/events/registrations/schemas";
import { afterMove, LIVE } from "@/lib/events/registrations/seat-machine";
import { inTurn } from "@/lib/events/registrations/seat-turns";
import { wishOf } from "@/lib/events/registrations/wish-of";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * Registers a person for an event. Where everyone may come they have a seat at once if one is free and no one waits, else
 * they are last in line; where the organizer approves people they wait for that. One registration a person and event: after
 * it was cancelled or released they may register again, at the end of the line.
 *
 * Throws NotFound for a private, draft, test or missing event; Forbidden `account_needed`, `account_unverified` or
 * `account_suspended`; Conflict `event_closed`, `event_started`, `registration_closed`, `already_registered`,
 * `registration_declined`, `too_many_registrations`, `friends_full` or `consent_text_changed`; Invalid at `adult` and
 * `seeks_agreed`, and `friends_link_ended` at `friends_token`; Unavailable `seats_busy` after half a minute in which
 * others came first.
 */
export async function registerForEvent(
  ctx: RegistrantContext,
  input: RegisterForEvent,
): Promise<OwnRegistration> {
  const userId = accountOf(ctx);
  const { event: known } = await findKnownEvent(ctx, ctx.db, input.event_id);
  await inTurn(ctx, known.id, () =>
    transaction(ctx, async (tx) => {
      await lockAccount(tx, userId);
      await assertNotTooMany(tx, userId, known.id, ctx.clock.now());
      await assertAdult({ ...ctx, db: tx }, userId, input);
      if (input.agrees_to_match) await agreeToMatch({ ...ctx, db: tx }, tx, userId, input);
      const ref = { eventId: known.id, partnerId: known.partnerId };
      await changeSeats({ ...ctx, db: tx }, ref, (seats) => register(seats, userId, input));
    }),
  );
  return readOwn(ctx, known.id);
}

async function register(seats: Seats, userId: string, input: RegisterForEvent): Promise<void> {
  const { tx, event } = seats;
  assertBeforeStart(seats);
  const before = await tx.registration.findUnique({
    where: { eventId_userId: { eventId: event.id, userId }, partnerId: event.partnerId },
  });
  // What is already so is said first: who has a seat hears that, whatever has become of the event's registration.
  afterMove("queue", before?.status ?? "none");
  if (event.visibility === "private" && before === null) throw new NotFound("event");
  const organizer = await tx.partner.findUnique({
    where: { id: event.partnerId },
    select: { suspendedAt: true },
  });
  if (event.registration === "closed" || organizer?.suspendedAt !== null) {
    throw new Conflict("registration_closed", "The organizer takes no registrations for this event here.");
  }
  const groupId =
    input.friends_token == null
      ? null
      : await findGroupToJoin(seats, { token: input.friends_token, joinerId: before?.id ?? null });
  const details = {
    name: input.name,
    group: input.group ?? null,
    ...wishOf({ ...input, seeks: input.seeks ?? [] }, seats.now),
    agreesToMatch: input.agrees_to_match,
    agreesToPreview: input.agrees_to_preview,
    groupId,
  };
  const move = await moveFor(seats);
  const queuedAt = move === "queue" ? await endOfLine(seats) : null;
  const row =
    before === null
      ? await createRegistration(seats, { ...details, userId, queuedAt }, move)
      : await moveRegistration(seats, before, move, { ...details, queuedAt });
  if (move === "queue") await alignParty(seats, row);
  if (move === "take") await confirmIfAsking(seats, row);
}

/** A seat at once only where no one is in line: else a person who comes would overtake a party that waits for more seats. */
async function moveFor(seats: Seats): Promise<"request" | "queue" | "take"> {
  if (seats.event.registration === "approval") return "request";
  return (await hasSeatForNext(seats)) ? "take" : "queue";
}

export async function hasSeatForNext(seats: Seats): Promise<boolean> {
  const { free, waiting } = await countSeats(seats);
  return free > 0 && waiting === 0;
}

/** Who takes a seat themselves when others are being asked has just said that they are coming. */
export async function confirmIfAsking(seats: Seats, row: RegistrationRow): Promise<void> {
  const from = asksFrom(seats.event);
  if (from !== null && seats.now >= from) await moveRegistration(seats, row, "confirm");
}

/** The account is locked, so that two registrations at once are counted one after the other. */
async function assertNotTooMany(tx: Transaction, userId: string, eventId: string, now: Date): Promise<void> {
  const open = await tx.registration.count({
    where: {
      userId,
      eventId: { not: eventId },
      status: { in: [...LIVE] },
      event: { startsAt: { gt: now }, status: { in: ["published", "matched"] } },
    },
  });
  if (open < MAX_REGISTRATIONS) return;
  throw new Conflict(
    "too_many_registrations",
    `You are registered for ${MAX_REGISTRATIONS} coming events, as many as one person may be. Cancel one first.`,
  );
}
