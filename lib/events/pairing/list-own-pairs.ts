import { findEvent } from "@/lib/events/events/find-event";
import { attendeeNames } from "@/lib/events/pairing/attendee-names";
import { lastMatch } from "@/lib/events/pairing/list-matches";
import type { NamedBand } from "@/lib/events/pairing/page-schemas";
import { ownMatchesOf } from "@/lib/events/pairing/present-own";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * The pairs of the event's last match who answered for themselves, with names, by band and then by id: no finer order.
 * Empty while fewer than five of them agree. Throws Forbidden, NotFound.
 */
export async function listOwnPairs(ctx: PartnerContext, { event_id }: EventPath): Promise<NamedBand[]> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const run = await lastMatch(ctx.db, event.id, ctx.partnerId);
  if (run === null) return [];
  const pairs = await ownMatchesOf(ctx, { id: run.id, eventId: event.id });
  const names = await attendeeNames(
    ctx,
    event.id,
    pairs.flatMap(({ attendee1_id, attendee2_id }) => [attendee1_id, attendee2_id]),
  );
  return pairs.map((pair) => ({
    ...pair,
    attendee1_name: names.get(pair.attendee1_id) ?? null,
    attendee2_name: names.get(pair.attendee2_id) ?? null,
  }));
}
