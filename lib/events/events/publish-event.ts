import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { eventData, presentEvent } from "@/lib/events/events/present-event";
import { missingToPublish } from "@/lib/events/events/publish-needs";
import type { Event } from "@/lib/events/events/schemas";
import { takeIncludedEvent } from "@/lib/events/partnerships/take-included";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

/**
 * Publishes a draft. A live event uses one of the events that the partner's partnership includes, or else one
 * of its event passes; a test event none, because no guest ever sees
 * it. Publishing again changes nothing.
 * Throws NotFound, Conflict `event_not_ready` or `event_closed`, PaymentRequired `event_pass_required`.
 */
export async function publishEvent(ctx: PartnerContext, { event_id }: { event_id: string }): Promise<Event> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    // The event before the partner, as every verb that changes an event and then audits: else two wait for each other.
    const before = await lockEvent(ctx, tx, event_id);
    // Passes are counted off one publication at a time.
    await lockPartner(tx, ctx.partnerId);
    assertOpen(before);
    if (before.status !== "draft") return presentEvent(ctx, tx, before);
    const now = ctx.clock.now();
    assertReady(before, now);
    if (ctx.mode === "live") await takePass(ctx, tx, before.id);
    const row = await tx.event.update({
      where: { id: before.id, partnerId: ctx.partnerId, mode: ctx.mode },
      data: { status: "published", publishedAt: now, updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.published",
      targetType: "event",
      targetId: row.id,
      details: { name: row.name, mode: row.mode },
    });
    await emitEvent(ctx, tx, { partnerId: ctx.partnerId, type: "event.published", data: eventData(row) });
    return presentEvent(ctx, tx, row);
  });
}

function assertReady(event: EventRow, now: Date): void {
  const missing = missingToPublish(event);
  if (missing.length > 0)
    throw new Conflict("event_not_ready", `Guests need to know more. Set ${missing.join(", ")} first.`);
  if (event.startsAt <= now)
    throw new Conflict("event_not_ready", "Its start has passed. Set starts_at to a time in the future.");
}

/** One of the events that a partnership includes is used first, because those end with the month; then the oldest pass. */
async function takePass(ctx: PartnerContext, tx: Transaction, eventId: string): Promise<void> {
  if (await takeIncludedEvent(ctx, tx, eventId)) return;
  const pass = await tx.eventPass.findFirst({
    where: { partnerId: ctx.partnerId, eventId: null, usedAt: null, takenBackAt: null },
    orderBy: { id: "asc" },
  });
  if (pass === null) {
    throw new PaymentRequired(
      "event_pass_required",
      "You have no event pass left, and publishing a live event uses one. The event stays a draft.",
    );
  }
  await tx.eventPass.update({
    where: { id: pass.id, partnerId: ctx.partnerId },
    data: { eventId, usedAt: ctx.clock.now() },
  });
}
