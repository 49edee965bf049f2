import type { TierName } from "@/lib/plans/tiers";

export interface SubscriptionFacts {
  id: string;
  kind: "plan" | "usage";
  tier: TierName | null;
  status: string;
  currentPeriodStart: Date;
  endedAt: Date | null;
  mrrMinor: number;
  createdAt: Date;
  /** It was ended unpaid because its person or card had had a trial: as if it had never been. */
  trialRefused: boolean;
}

/** An invoice that payment was tried for and that is not paid. */
export interface OverdueFacts {
  finalizedAt: Date | null;
}

/** An invoice that payment was tried for and that is open, and its subscription, as far as it tells what is owed. */
export interface OpenFacts {
  id: string;
  billingReason: string | null;
  subscription: { status: string; latestInvoiceId: string | null; pendingInvoiceId: string | null } | null;
}

/** What must be read of an invoice's subscription to tell whether it is overdue. */
export const OWED_BY = { status: true, latestInvoiceId: true, pendingInvoiceId: true } as const;

const IN_ORDER: ReadonlySet<string> = new Set(["trialing", "active"]);

/**
 * Whether an open invoice is owed. That of a change which waits is not, because the plan in force is paid. Nor is that
 * of a change whose subscription is in order: it has just been made or dropped, and we have not heard yet what became of
 * its invoice.
 */
export function isOverdue({ id, billingReason, subscription }: OpenFacts): boolean {
  if (subscription === null) return true;
  const { status, latestInvoiceId, pendingInvoiceId } = subscription;
  const justSettled =
    billingReason === "subscription_update" && latestInvoiceId === id && IN_ORDER.has(status);
  return pendingInvoiceId !== id && !justSettled;
}

/** Stripe's words for a subscription whose latest invoice is owed. */
export const OWING: readonly string[] = ["incomplete", "past_due", "unpaid"];

/** Whether we have heard that an invoice is paid, and not yet what that makes of its subscription. */
export function isAhead({ id, subscription }: Omit<OpenFacts, "billingReason">): boolean {
  if (subscription === null) return false;
  const { status, latestInvoiceId, pendingInvoiceId } = subscription;
  return pendingInvoiceId === id || (latestInvoiceId === id && OWING.includes(status));
}

export interface Standing {
  tier: TierName;
  subscriptionStatus: "active" | "past_due" | "cancelled";
  pastDueSince: Date | null;
}

/** Stripe's words for a subscription that the partner has, whether or not it is paid for. */
const LIVE: ReadonlySet<string> = new Set(["trialing", "active", "past_due", "unpaid", "paused"]);

export function isLive({ status }: { status: string }): boolean {
  return LIVE.has(status);
}

/** The plan that a partner has now; of several (somebody made one by hand) the newest. */
export function livePlan<S extends SubscriptionFacts>(subscriptions: readonly S[]): S | null {
  return newest(subscriptions.filter((one) => one.kind === "plan" && isLive(one)));
}

/**
 * What Stripe's state makes of a partner; null where it says nothing, because there never was a plan. Overdue is whoever
 * owes an invoice, whatever Stripe calls the subscription: that word goes by the latest invoice alone, also where that
 * one was dropped and the others are paid. A plan that Stripe has paused for want of a card is not paid for either.
 */
export function standingOf(
  subscriptions: readonly SubscriptionFacts[],
  overdue: readonly OverdueFacts[],
): Standing | null {
  const plan = livePlan(subscriptions);
  if (plan?.tier != null) {
    const since = overdue
      .flatMap(({ finalizedAt }) => (finalizedAt === null ? [] : [finalizedAt]))
      .sort((a, b) => a.getTime() - b.getTime())[0];
    if (since === undefined && plan.status !== "paused") {
      return { tier: plan.tier, subscriptionStatus: "active", pastDueSince: null };
    }
    return {
      tier: plan.tier,
      subscriptionStatus: "past_due",
      pastDueSince: since ?? plan.currentPeriodStart,
    };
  }
  // One that was never paid for (`incomplete_expired`) was no plan.
  const had = subscriptions.some(
    ({ kind, status, trialRefused }) => kind === "plan" && status === "canceled" && !trialRefused,
  );
  return had ? { tier: "free", subscriptionStatus: "cancelled", pastDueSince: null } : null;
}

function newest<S extends SubscriptionFacts>(subscriptions: readonly S[]): S | null {
  const [first] = [...subscriptions].sort(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  );
  return first ?? null;
}
