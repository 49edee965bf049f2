import { GRACE_DAYS, type TierName } from "@/lib/plans/tiers";

const DAY_MS = 86_400_000;

export interface PayingPartner {
  tier: TierName;
  subscriptionStatus: "none" | "active" | "past_due" | "cancelled";
  pastDueSince: Date | null;
}

/** What a partner's payments allow its live keys. */
export interface LiveAccess {
  /** Whether they may do what costs nothing. */
  readonly reads: boolean;
  /** Until when they may do what is charged for, in milliseconds; minus infinity for not at all. */
  readonly chargesUntilMs: number;
}

const ALL: LiveAccess = { reads: true, chargesUntilMs: Number.POSITIVE_INFINITY };
const NOTHING: LiveAccess = { reads: false, chargesUntilMs: Number.NEGATIVE_INFINITY };

/**
 * A failed payment takes nothing away for 7 days; then calls that are charged for are refused, and reading goes on.
 * A plan that has ended, or has not begun, allows live keys nothing; the free tier as such all that its limits allow.
 */
export function liveAccessOf(partner: PayingPartner): LiveAccess {
  if (partner.subscriptionStatus === "active") return ALL;
  if (partner.subscriptionStatus === "past_due") {
    const graceEndsAt = graceEnd(partner.pastDueSince);
    return { reads: true, chargesUntilMs: graceEndsAt?.getTime() ?? Number.NEGATIVE_INFINITY };
  }
  return partner.tier === "free" && partner.subscriptionStatus === "none" ? ALL : NOTHING;
}

/** When the grace for a payment that failed ends. */
export function graceEnd(pastDueSince: Date | null): Date | null {
  return pastDueSince === null ? null : new Date(pastDueSince.getTime() + GRACE_DAYS * DAY_MS);
}
