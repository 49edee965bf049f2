import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import { pairRulesOf } from "@/lib/events/pairing/list-pair-rules";
import { pairKey } from "@/lib/events/pairing/rule-errors";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { MIN_KNOWN_TRAITS } from "@/lib/scoring/model";

interface Rules {
  readonly pins: [string, string][];
  readonly forbids: [string, string][];
}

/**
 * The rules of a run: those of the call, then those stored with the event, as far as both are among the attendees. What
 * a call says of a pair or of a pinned attendee goes before what is stored. Throws Conflict `pin_without_score`.
 */
export async function rulesFor(
  ctx: PartnerContext,
  eventId: string,
  attendees: readonly MatchAttendee[],
  given: Rules = { pins: [], forbids: [] },
): Promise<Rules> {
  const stored = await pairRulesOf(ctx, ctx.db, eventId);
  const byId = new Map(attendees.map((one) => [one.id, one]));
  const areHere = (pair: readonly string[]) => pair.every((id) => byId.has(id));
  const givenPins = new Set(given.pins.map(pairKey));
  const givenForbids = new Set(given.forbids.map(pairKey));
  const pinned = new Set(given.pins.flat());
  const pins = stored.pins.filter(
    (pair) => areHere(pair) && !givenForbids.has(pairKey(pair)) && !pair.some((id) => pinned.has(id)),
  );
  const forbids = stored.forbids.filter(
    (pair) => areHere(pair) && !givenPins.has(pairKey(pair)) && !givenForbids.has(pairKey(pair)),
  );
  const rules = {
    pins: [...given.pins, ...idPairs(pins)],
    forbids: [...given.forbids, ...idPairs(forbids)],
  };
  assertScored(rules.pins, byId);
  return rules;
}

/** Lists of two ids as pairs. */
export function idPairs(pairs: readonly string[][] | null | undefined): [string, string][] {
  return (pairs ?? []).map(([one = "", other = ""]) => [one, other]);
}

/** A pair without a score is in no plan, so a pin of one could not be kept. */
function assertScored(pins: Rules["pins"], byId: ReadonlyMap<string, MatchAttendee>): void {
  for (const [first, second] of pins) {
    const [one = [], other = []] = [byId.get(first)?.traits, byId.get(second)?.traits];
    const known = one.filter((value, k) => value != null && other[k] != null).length;
    if (known >= MIN_KNOWN_TRAITS) continue;
    throw new Conflict(
      "pin_without_score",
      `${first} and ${second} are pinned to each other, but have only ${known} traits that are known of both, and a score needs ${MIN_KNOWN_TRAITS}. Remove the pin, or wait until more is known.`,
    );
  }
}
