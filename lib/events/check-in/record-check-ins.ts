import type { RecordCheckIns, RecordedCheckIns } from "@/lib/events/check-in/schemas";
import { storeCheckIns } from "@/lib/events/check-in/store-check-ins";
import { lockEvent } from "@/lib/events/events/find-event";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Records what the organizer's own system saw at its doors. Each check-in counts once, by its id; one that is refused
 * stops no other. Throws Forbidden, NotFound, Conflict `doors_closed`.
 */
export async function recordCheckIns(
  ctx: PartnerContext,
  { event_id, check_ins }: RecordCheckIns & { event_id: string },
): Promise<RecordedCheckIns> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    const now = ctx.clock.now();
    // Ids of one millisecond are in no order. Sorted they are in the one in which check-ins were sent.
    const ids = check_ins.map(() => newId(now)).sort();
    const actions = check_ins.map((item, index) => ({
      id: item.id ?? ids[index] ?? newId(now),
      kind: item.kind,
      method: "api" as const,
      at: item.at == null ? now : new Date(item.at),
      undoes: item.undoes ?? null,
      attendeeId: item.attendee_id ?? null,
      externalId: item.external_id ?? null,
      ticket: item.ticket ?? null,
    }));
    const data = await storeCheckIns(ctx, tx, { event, door: null, actions });
    const recorded = data.filter(({ result }) => result === "recorded").length;
    const refused = data.filter(({ result }) => result === "refused").length;
    if (recorded > 0) {
      await audit(ctx, tx, {
        partnerId: ctx.partnerId,
        action: "check_in.recorded",
        targetType: "event",
        targetId: event.id,
        details: { name: event.name, recorded, refused },
      });
    }
    return { data };
  });
}
