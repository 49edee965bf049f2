import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { areApart, insertRules } from "@/lib/events/pairing/change-pair-rule";
import { pairRulesOf } from "@/lib/events/pairing/list-pair-rules";
import type { PairRules, ReplacePairRules } from "@/lib/events/pairing/pair-rule-schemas";
import { pairKey, ruleErrors } from "@/lib/events/pairing/rule-errors";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Replaces all rules about pairs of an event. A pair that is listed twice counts once.
 * Throws Forbidden; NotFound for another's event; Conflict `event_closed`; Invalid for ids of no stored attendee, pins
 * that cannot be, and pins of two who are never matched with each other.
 */
export async function replacePairRules(
  ctx: PartnerContext,
  { event_id, ...rules }: ReplacePairRules & { event_id: string },
): Promise<PairRules> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    assertOpen(event);
    const { partnerId } = ctx;
    const rows = await tx.eventAttendee.findMany({
      where: {
        eventId: event.id,
        partnerId,
        externalId: { in: [...rules.pins, ...rules.forbids].flat() },
      },
      select: { id: true, externalId: true, pool: true, traitsSource: true },
    });
    const attendees = new Map(rows.map((row) => [row.externalId, row]));
    const errors = ruleErrors(rules, attendees);
    for (const [index, [first = "", second = ""]] of rules.pins.entries()) {
      const [one, other] = [attendees.get(first), attendees.get(second)];
      if (one === undefined || other === undefined || !areApart(one, other)) continue;
      const message =
        "One of these answered for themselves, and is never matched with those whose traits you gave.";
      errors.push({ path: `pins[${index}]`, message });
    }
    if (errors.length > 0) throw invalidInput(errors);
    await tx.eventPairRule.deleteMany({ where: { eventId: event.id, partnerId } });
    const ofKind = (kind: "pin" | "forbid", pairs: readonly string[][]) =>
      Array.from(new Map(pairs.map((pair) => [pairKey(pair), pair])).values(), (pair) => {
        const [attendee1Id = "", attendee2Id = ""] = pair.map((id) => attendees.get(id)?.id ?? "").sort();
        return { eventId: event.id, partnerId, kind, attendee1Id, attendee2Id };
      });
    const [pins, forbids] = [ofKind("pin", rules.pins), ofKind("forbid", rules.forbids)];
    await insertRules(ctx, tx, [...pins, ...forbids]);
    await audit(ctx, tx, {
      partnerId,
      action: "event.pair_rules_replaced",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, pins: pins.length, forbids: forbids.length },
    });
    return { event_id: event.id, ...(await pairRulesOf(ctx, tx, event.id)) };
  });
}
