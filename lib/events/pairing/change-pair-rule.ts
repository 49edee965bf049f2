import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { pairRulesOf } from "@/lib/events/pairing/list-pair-rules";
import type { PairOfEvent, PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import { pairKey } from "@/lib/events/pairing/rule-errors";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

type Decision = "pin" | "forbid" | null;

/** What each decision is called in the audit log. */
const ACTION = {
  pin: "event.pair_pinned",
  forbid: "event.pair_forbidden",
  none: "event.pair_rule_removed",
} as const;

/**
 * Decides about two attendees of an event; null takes back what was decided. Again it changes nothing. What was decided
 * about these two before goes. Returns all rules.
 *
 * Throws Forbidden; NotFound for another's event or attendee; Conflict `event_closed`, `already_pinned`, `crowds_apart`.
 */
export async function changePairRule(
  ctx: PartnerContext,
  { event_id, attendee1_id, attendee2_id }: PairOfEvent,
  decision: Decision,
): Promise<PairRules> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    assertOpen(event);
    const { partnerId } = ctx;
    const [one, other] = await findPair(ctx, tx, event.id, [attendee1_id, attendee2_id]);
    const where = { eventId: event.id, partnerId, attendee1Id: one.id, attendee2Id: other.id };
    const before = await tx.eventPairRule.findFirst({ where, select: { kind: true } });
    if ((before?.kind ?? null) !== decision) {
      if (decision === "pin") await assertPinnable(ctx, tx, event.id, [one, other]);
      await tx.eventPairRule.deleteMany({ where });
      if (decision !== null) await insertRules(ctx, tx, [{ ...where, kind: decision }]);
      await audit(ctx, tx, {
        partnerId,
        action: ACTION[decision ?? "none"],
        targetType: "event",
        targetId: event.id,
        details: { name: event.name, attendee_ids: [one.externalId, other.externalId] },
      });
    }
    return { event_id: event.id, ...(await pairRulesOf(ctx, tx, event.id)) };
  });
}

interface Rule {
  eventId: string;
  partnerId: string;
  kind: "pin" | "forbid";
  attendee1Id: string;
  attendee2Id: string;
}

/** Stores rules, of which no two are about the same pair. */
export async function insertRules(
  { clock }: PartnerContext,
  tx: Transaction,
  rules: readonly Rule[],
): Promise<void> {
  const now = clock.now();
  await tx.eventPairRule.createMany({
    data: rules.map((rule) => ({ ...rule, id: newId(now), createdAt: now })),
  });
}

interface Attendee {
  id: string;
  externalId: string;
  pool: "uploaded" | "api" | "site";
  traitsSource: "organizer" | "person" | null;
}

/** Both attendees, the one with the lower id first. Throws NotFound. */
async function findPair(
  { partnerId }: PartnerContext,
  tx: Transaction,
  eventId: string,
  externalIds: string[],
): Promise<[Attendee, Attendee]> {
  const [one, other] = await tx.eventAttendee.findMany({
    where: { eventId, partnerId, externalId: { in: externalIds } },
    select: { id: true, externalId: true, pool: true, traitsSource: true },
    orderBy: { id: "asc" },
  });
  if (one === undefined || other === undefined) throw new NotFound("attendee");
  return [one, other];
}

type OfCrowd = Pick<Attendee, "pool" | "traitsSource">;

/** Who knows the traits of an attendee. Who registered answers for themselves; of others nothing is known before. */
const crowdOf = ({ pool, traitsSource }: OfCrowd) => (pool === "site" ? "person" : traitsSource);

/** Whether two people are of crowds that are never matched with each other. */
export function areApart(one: OfCrowd, other: OfCrowd): boolean {
  const [first, second] = [crowdOf(one), crowdOf(other)];
  return first !== null && second !== null && first !== second;
}

async function assertPinnable(
  ctx: PartnerContext,
  tx: Transaction,
  eventId: string,
  [one, other]: [Attendee, Attendee],
): Promise<void> {
  if (areApart(one, other)) {
    throw new Conflict(
      "crowds_apart",
      "Attendees whose traits you gave are never matched with attendees who answered for themselves.",
    );
  }
  const { pins } = await pairRulesOf(ctx, tx, eventId);
  const ids = [one.externalId, other.externalId];
  const taken = pins.find((pin) => pairKey(pin) !== pairKey(ids) && pin.some((id) => ids.includes(id)));
  if (taken === undefined) return;
  throw new Conflict("already_pinned", "One of them is pinned to another attendee. Remove that pin first.");
}
