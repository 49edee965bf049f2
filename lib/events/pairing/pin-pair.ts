import { changePairRule } from "@/lib/events/pairing/change-pair-rule";
import type { PairOfEvent, PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Decides that two attendees of an event are to meet: plans of pairs seat them together as soon as they can. Throws as changePairRule. */
export async function pinPair(ctx: PartnerContext, input: PairOfEvent): Promise<PairRules> {
  assertPermitted(ctx, "events:write");
  return changePairRule(ctx, input, "pin");
}
