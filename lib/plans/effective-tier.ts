import type { TierName } from "@/lib/plans/tiers";

export interface TieredPartner {
  tier: TierName;
  subscriptionStatus: "none" | "active" | "past_due" | "cancelled";
}

/**
 * The tier whose limits and features a partner has: the one it pays for or has a contract for, through an overdue
 * payment too. What somebody asked for when they signed up is a wish until then, and a plan that has ended is none.
 */
export function effectiveTier({ tier, subscriptionStatus }: TieredPartner): TierName {
  return subscriptionStatus === "active" || subscriptionStatus === "past_due" ? tier : "free";
}
