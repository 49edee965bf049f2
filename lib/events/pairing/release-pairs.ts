import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { presentEvent } from "@/lib/events/events/present-event";
import type { Event } from "@/lib/events/events/schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Releases the pairs of a published event that was matched or planned while it was a draft: guests who agreed may see
 * theirs. A match or plan of a published event does so by itself. Again it changes nothing.
 *
 * Throws Forbidden; NotFound; Conflict `event_closed`, `event_not_published`, `event_not_matched`.
 */
export async function releasePairs(ctx: PartnerContext, { event_id }: EventPath): Promise<Event> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const before = await lockEvent(ctx, tx, event_id);
    assertOpen(before);
    if (before.status === "matched") return presentEvent(ctx, tx, before);
    if (before.status === "draft") {
      throw new Conflict(
        "event_not_published",
        "Publish the event first. A draft has no guests who could see pairs.",
      );
    }
    const { partnerId, mode } = ctx;
    const finished = await tx.matchRun.count({
      where: { eventId: before.id, partnerId, status: "finished" },
    });
    if (finished === 0) {
      throw new Conflict(
        "event_not_matched",
        "There are no pairs to release yet. Match the event or plan its rounds.",
      );
    }
    const now = ctx.clock.now();
    const row = await tx.event.update({
      where: { id: before.id, partnerId, mode },
      data: { status: "matched", matchedAt: now, updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event.pairs_released",
      targetType: "event",
      targetId: row.id,
      details: { name: row.name },
    });
    return presentEvent(ctx, tx, row);
  });
}
