import { changePairRule } from "@/lib/events/pairing/change-pair-rule";
import type { PairOfEvent, PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Decides that two attendees of an event are not to meet. They are no match either. Throws as changePairRule. */
export async function forbidPair(ctx: PartnerContext, input: PairOfEvent): Promise<PairRules> {
  assertPermitted(ctx, "events:write");
  return changePairRule(ctx, input, "forbid");
}
