import { readEventTimes } from "@/lib/events/events/event-times";
import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { presentEvent } from "@/lib/events/events/present-event";
import { NEEDED_TO_PUBLISH } from "@/lib/events/events/publish-needs";
import type { Event, UpdateEvent } from "@/lib/events/events/schemas";
import { EVENT_MOVED_JOB, FILL_SEATS_JOB } from "@/lib/events/events/seat-jobs";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

/** Guests hear of a new time or place so long after the last change. */
const SETTLES_MS = 5 * 60_000;
/** Fewer guests than this who came in are a trial of the door. With so many the event is being held. */
const HELD_FROM_GUESTS = 5;

/**
 * Changes what an event says. Another time zone alone changes no moment: send the times too where the wall clock is to
 * stay. A published event keeps what guests need, and does not move into the past. Once it has begun, or guests came in,
 * its start stays: a pass publishes one event, and one that moves on for ever would be many.
 * Throws NotFound, Invalid, Conflict `event_closed`.
 */
export async function updateEvent(
  ctx: PartnerContext,
  { event_id, ...input }: UpdateEvent & { event_id: string },
): Promise<Event> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const before = await lockEvent(ctx, tx, event_id);
    assertOpen(before);
    const times = readEventTimes({
      starts_at: input.starts_at ?? before.startsAt,
      ends_at: input.ends_at ?? before.endsAt,
      time_zone: input.time_zone ?? before.timeZone,
    });
    if (before.status !== "draft") {
      const now = ctx.clock.now();
      // The job that finishes events runs every few minutes, and the clock knows sooner.
      if (before.endsAt <= now) assertOpen({ status: "finished" });
      const moves = times.startsAt.getTime() !== before.startsAt.getTime();
      const isHeld =
        moves && (before.startsAt <= now || (await cameIn(ctx, tx, before.id)) >= HELD_FROM_GUESTS);
      assertStaysPublished(input, { startsAt: moves ? times.startsAt : null, isHeld, now });
    }
    const row = await tx.event.update({
      where: { id: before.id, partnerId: ctx.partnerId, mode: ctx.mode },
      data: {
        ...times,
        name: input.name,
        description: input.description === "" ? null : input.description,
        venue: input.venue,
        address: input.address,
        city: input.city,
        capacity: input.capacity,
        priceLabel: input.price_label,
        sponsorBadge: input.sponsor_badge,
        visibility: input.visibility,
        registration: input.registration,
        confirmHours: input.confirm_hours,
        updatedAt: ctx.clock.now(),
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.updated",
      targetType: "event",
      targetId: row.id,
      details: { name: row.name, fields: Object.keys(input) },
    });
    await queueSeatWork(tx, before, row);
    return presentEvent(ctx, tx, row);
  });
}

/** What people who registered hear of, and the seats that there are now, are other domains' work. */
async function queueSeatWork(tx: Transaction, before: EventRow, row: EventRow): Promise<void> {
  if (row.status === "draft") return;
  const changed = (["capacity", "startsAt", "confirmHours"] as const).some(
    (name) => before[name]?.valueOf() !== row[name]?.valueOf(),
  );
  if (changed) await addJob(tx, FILL_SEATS_JOB, { event_id: row.id }, { key: `${FILL_SEATS_JOB}:${row.id}` });
  const moved = (["startsAt", "endsAt", "timeZone", "venue", "address", "city"] as const).some(
    (name) => before[name]?.valueOf() !== row[name]?.valueOf(),
  );
  if (!moved) return;
  // Several changes one after the other are one e-mail.
  await addJob(
    tx,
    EVENT_MOVED_JOB,
    { event_id: row.id },
    { key: `${EVENT_MOVED_JOB}:${row.id}`, runAt: new Date(row.updatedAt.getTime() + SETTLES_MS) },
  );
}

/** How many guests ever came in by a door, also where that was taken back. */
async function cameIn(ctx: PartnerContext, tx: Transaction, eventId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ guests: number }[]>`
    SELECT count(DISTINCT attendee_id)::int AS guests FROM check_ins
    WHERE event_id = ${eventId}::uuid AND partner_id = ${ctx.partnerId}::uuid AND kind = 'in'`;
  return row?.guests ?? 0;
}

/** `startsAt` is null where the start stays. */
function assertStaysPublished(
  input: UpdateEvent,
  { startsAt, isHeld, now }: { startsAt: Date | null; isHeld: boolean; now: Date },
): void {
  const errors: FieldError[] = NEEDED_TO_PUBLISH.filter((name) => input[name] === null).map((path) => ({
    path,
    message: "Is needed by guests of a published event.",
  }));
  if (isHeld)
    errors.push({
      path: "starts_at",
      message: "Can no longer change, because the event has begun. Create a new event for another date.",
    });
  else if (startsAt !== null && startsAt <= now)
    errors.push({ path: "starts_at", message: "Must lie in the future, because the event is published." });
  if (errors.length > 0) throw invalidInput(errors);
}
