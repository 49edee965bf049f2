import { readEventTimes } from "@/lib/events/events/event-times";
import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { presentEvent } from "@/lib/events/events/present-event";
import { NEEDED_TO_PUBLISH } from "@/lib/events/events/publish-needs";
import type { Event, UpdateEvent } from "@/lib/events/events/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

/**
 * Changes what an event says. Another time zone alone changes no moment: send the times too where the wall clock is to
 * stay. A published event keeps what guests need, and does not move into the past.
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
    if (before.status !== "draft") assertStaysPublished(before, input, times.startsAt, ctx.clock.now());
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
    return presentEvent(ctx, tx, row);
  });
}

function assertStaysPublished(before: EventRow, input: UpdateEvent, startsAt: Date, now: Date): void {
  const errors: FieldError[] = NEEDED_TO_PUBLISH.filter((name) => input[name] === null).map((path) => ({
    path,
    message: "Is needed by guests of a published event.",
  }));
  if (startsAt.getTime() !== before.startsAt.getTime() && startsAt <= now)
    errors.push({ path: "starts_at", message: "Must lie in the future, because the event is published." });
  if (errors.length > 0) throw invalidInput(errors);
}
