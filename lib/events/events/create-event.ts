import { readEventTimes } from "@/lib/events/events/event-times";
import { presentEvent } from "@/lib/events/events/present-event";
import { type CreateEvent, type Event, MAX_OPEN_EVENTS } from "@/lib/events/events/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";
import { findPartner, lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Creates a draft, live or test as the caller is. Live ones need a verified e-mail address.
 * Throws Invalid for times that cannot be, Forbidden `email_unverified`, Conflict `too_many_events`.
 */
export async function createEvent(ctx: PartnerContext, input: CreateEvent): Promise<Event> {
  assertPermitted(ctx, "events:write");
  const times = readEventTimes(input);
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const partner = await findPartner(ctx, tx, ctx.partnerId);
    if (ctx.mode === "live" && partner.emailVerifiedAt === null) {
      throw new Forbidden(
        "email_unverified",
        `Live events need a verified e-mail: open the link we sent to ${partner.email}.`,
      );
    }
    const open = await tx.event.count({
      where: {
        partnerId: ctx.partnerId,
        mode: ctx.mode,
        status: { in: ["draft", "published", "matched"] },
      },
    });
    if (open >= MAX_OPEN_EVENTS) {
      throw new Conflict(
        "too_many_events",
        `There are ${MAX_OPEN_EVENTS} drafts and coming events already: cancel some first.`,
      );
    }
    const now = ctx.clock.now();
    const row = await tx.event.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        mode: ctx.mode,
        name: input.name,
        description: input.description || null,
        ...times,
        venue: input.venue ?? null,
        address: input.address ?? null,
        city: input.city ?? null,
        capacity: input.capacity ?? null,
        priceLabel: input.price_label ?? null,
        sponsorBadge: input.sponsor_badge ?? null,
        visibility: input.visibility ?? "public",
        registration: input.registration ?? "open",
        confirmHours: input.confirm_hours ?? null,
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.created",
      targetType: "event",
      targetId: row.id,
      details: { name: row.name, mode: row.mode },
    });
    return presentEvent(ctx, tx, row);
  });
}
