import { findEvent } from "@/lib/events/events/find-event";
import type { PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/** Which attendees of an event are to meet or not to, the first decided first. Throws Forbidden, NotFound. */
export async function listPairRules(ctx: PartnerContext, { event_id }: EventPath): Promise<PairRules> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  return { event_id: event.id, ...(await pairRulesOf(ctx, ctx.db, event.id)) };
}

/** The rules of one of the caller's events, by the organizer's ids. */
export async function pairRulesOf(
  { partnerId }: PartnerContext,
  db: Db,
  eventId: string,
): Promise<Omit<PairRules, "event_id">> {
  const rows = await db.eventPairRule.findMany({
    where: { eventId, partnerId },
    orderBy: { id: "asc" },
    select: {
      kind: true,
      attendee1: { select: { externalId: true } },
      attendee2: { select: { externalId: true } },
    },
  });
  const of = (wanted: "pin" | "forbid") =>
    rows
      .filter(({ kind }) => kind === wanted)
      .map(({ attendee1, attendee2 }) => [attendee1.externalId, attendee2.externalId]);
  return { pins: of("pin"), forbids: of("forbid") };
}
