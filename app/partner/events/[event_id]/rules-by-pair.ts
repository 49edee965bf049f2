import type { PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import type { RuleKind } from "./pair-menu";

/** What was decided about each pair, by both ids in order with a line break between. */
export function rulesByPair({ pins, forbids }: PairRules): ReadonlyMap<string, RuleKind> {
  const key = (pair: readonly string[]) => pair.toSorted().join("\n");
  return new Map([
    ...pins.map((pair): [string, RuleKind] => [key(pair), "pin"]),
    ...forbids.map((pair): [string, RuleKind] => [key(pair), "forbid"]),
  ]);
}
