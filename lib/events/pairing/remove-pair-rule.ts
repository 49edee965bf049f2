import { changePairRule } from "@/lib/events/pairing/change-pair-rule";
import type { PairOfEvent, PairRules } from "@/lib/events/pairing/pair-rule-schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Takes back what was decided about two attendees of an event. Throws as changePairRule. */
export async function removePairRule(ctx: PartnerContext, input: PairOfEvent): Promise<PairRules> {
  assertPermitted(ctx, "events:write");
  return changePairRule(ctx, input, null);
}
