import { changePairRule } from "@/lib/events/pairing/change-pair-rule";
import type { PairOfEvent, PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import type { PartnerContext } from "@/lib/platform/context";

/** Decides that two attendees of an event are to meet: plans of pairs seat them together as soon as they can. Throws as changePairRule. */
export async function pinPair(ctx: PartnerContext, input: PairOfEvent): Promise<PairRules> {
  return changePairRule(ctx, input, "pin");
}
