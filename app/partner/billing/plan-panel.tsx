import { dayOf, price, tierName } from "@/app/partner/billing/billing-words";
import { CancelPlan, ResumePlan } from "@/app/partner/billing/cancel-plan";
import { Card } from "@/components/ui/card";
import type { Billing } from "@/lib/billing/billing/schemas";
import { effectiveTier } from "@/lib/plans/effective-tier";
import { TIERS, type TierName } from "@/lib/plans/tiers";

const number = new Intl.NumberFormat("en-US");

/** The plan there is: what it costs, what it allows, and what happens next. */
export function PlanPanel({ billing, mayWrite }: { billing: Billing; mayWrite: boolean }) {
  const { plan, status } = billing;
  const tier = effectiveTier({ tier: billing.tier as TierName, subscriptionStatus: status });
  const { perMinute, perDay, batchPairs } = TIERS[tier];
  return (
    <Card className="min-w-0">
      <section aria-labelledby="plan" className="flex flex-col gap-5 p-5">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div>
            <h2 id="plan" className="text-sm text-muted">
              Your plan
            </h2>
            <p className="text-2xl font-semibold tracking-tight">{tierName(tier)}</p>
          </div>
          {plan !== null && (
            <p className="text-right tabular-nums">
              <span className="text-2xl font-semibold tracking-tight">{price(plan.amount_minor)}</span>
              <span className="text-muted"> / {plan.interval}</span>
            </p>
          )}
        </div>
        <p className="text-sm">{storyOf(billing)}</p>
        <p className="text-sm text-muted">
          {number.format(perMinute)} calls a minute, {number.format(perDay)} a day,{" "}
          {number.format(batchPairs)} pairs a batch.
        </p>
        {mayWrite && plan !== null && (
          <div className="flex flex-wrap gap-2.5 border-t border-line pt-4">
            {plan.cancel_at === null ? (
              <CancelPlan
                tier={tierName(plan.tier)}
                byContract={billing.by_contract}
                endsAt={dayOf(plan.trial_end ?? plan.current_period_end)}
                drops={billing.pending_change === null ? null : tierName(billing.pending_change.tier)}
              />
            ) : (
              <ResumePlan tier={tierName(plan.tier)} />
            )}
          </div>
        )}
      </section>
    </Card>
  );
}

/** What is so, and what happens when, in a sentence or two. */
function storyOf({ plan, by_contract, status, tier }: Billing): string {
  if (by_contract) {
    if (plan === null) {
      return "Your plan is by contract, and so are its price and its changes. Write to us about either.";
    }
    const subscription = `Your contract did not end your ${tierName(plan.tier)} subscription`;
    return plan.cancel_at === null
      ? `Your plan is by contract. ${subscription}: it renews on ${dayOf(plan.current_period_end)} until you cancel it.`
      : `Your plan is by contract. ${subscription}, and you have cancelled it: it ends on ${dayOf(plan.cancel_at)} and is not charged again.`;
  }
  if (plan === null) {
    if (status === "cancelled") {
      return "Your plan has ended. Live calls are refused; test keys go on working. Choose a plan to go on.";
    }
    return tier === "free"
      ? "Free for trying things out. Live calls are counted, and not charged."
      : `You asked for ${tierName(tier)}. It begins with a subscription: choose it below. Test keys work already.`;
  }
  if (plan.cancel_at !== null) {
    return `Cancelled: it ends on ${dayOf(plan.cancel_at)} and is not charged again. From then on live calls are refused, and test keys go on working.`;
  }
  if (plan.trial_end !== null) {
    return `Your trial lasts until ${dayOf(plan.trial_end)}. Nothing is charged before that; then ${price(plan.amount_minor)} a ${plan.interval}.`;
  }
  if (status === "past_due") return "The plan goes on while you settle the payment that is overdue.";
  return `Renews on ${dayOf(plan.current_period_end)}.`;
}
