"use client";

import { dayOf, dollars, price, tierName } from "@/app/partner/billing/billing-words";
import { BuyButton } from "@/app/partner/billing/buy-button";
import { ChangePlanDialog } from "@/app/partner/billing/change-plan-dialog";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { Billing } from "@/lib/billing/billing/schemas";
import { otherPrice, RECOMMENDED, TIER_ADDS } from "@/lib/plans/tier-words";
import { allowsMore, PLAN_TIERS, type PlanTier, TIERS, type TierName } from "@/lib/plans/tiers";

const number = new Intl.NumberFormat("en-US");

/** Whom each is for. */
const FOR: Record<PlanTier, string> = {
  starter: "For an app that is starting to match people.",
  professional: "For an app that scores everyone who signs in, month to month.",
  enterprise: "For apps at scale: ten times the calls of Professional, for less a month.",
  research: "For universities and institutes.",
};

/** The plans that can be chosen, as cards. */
export function PlanChoice({ billing, mayWrite }: { billing: Billing; mayWrite: boolean }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 2xl:grid-cols-4">
      {PLAN_TIERS.map((tier) => (
        <li key={tier} className="min-w-0">
          <PlanCard tier={tier} billing={billing} mayWrite={mayWrite} />
        </li>
      ))}
    </ul>
  );
}

function PlanCard({ tier, billing, mayWrite }: { tier: PlanTier; billing: Billing; mayWrite: boolean }) {
  const { priceMinor, interval, perMinute, perDay, batchPairs, trialDays } = TIERS[tier];
  const { plan, trial_available, pending_change: pending } = billing;
  const current = plan?.tier === tier;
  const waits = pending?.tier === tier;
  const name = tierName(tier);
  const trial = plan === null && trial_available ? trialDays : null;
  const recommended = tier === RECOMMENDED && !current;
  return (
    <Card className={`flex h-full flex-col gap-4 p-5 ${current ? "border-plum" : ""}`}>
      <div className="space-y-1">
        <div className="flex items-center justify-between gap-3">
          <h3 className="font-semibold">{name}</h3>
          {current && <Badge tone="plum">your plan</Badge>}
          {waits && <Badge tone="gold">waits for consent</Badge>}
          {recommended && !waits && <Badge tone="pine">recommended</Badge>}
        </div>
        <p className="tabular-nums">
          <span className="text-2xl font-semibold tracking-tight">{price(priceMinor)}</span>
          <span className="text-muted"> / {interval}</span>
        </p>
        <p className="text-sm text-muted tabular-nums">{otherPrice(tier)}</p>
        <p className="text-sm text-muted">{FOR[tier]}</p>
      </div>
      <ul className="space-y-1 text-sm tabular-nums">
        <li>{number.format(perMinute)} calls a minute</li>
        <li>{number.format(perDay)} calls a day</li>
        <li>{number.format(batchPairs)} pairs a batch</li>
        {TIER_ADDS[tier].map((added) => (
          <li key={added}>{added}</li>
        ))}
      </ul>
      {mayWrite && !current && (
        <div className="mt-auto space-y-2 pt-1">
          {plan === null ? (
            <BuyButton tier={tier}>
              {trial === null ? `Choose ${name}` : `Try ${name} for ${trial} days`}
            </BuyButton>
          ) : (
            <ChangePlanDialog
              tier={tier}
              up={allowsMore(tier, plan.tier as TierName)}
              cancels={plan.cancel_at !== null}
              drops={pending === null || waits ? null : tierName(pending.tier)}
              trial={plan.trial_end !== null}
              waits={waits}
            />
          )}
          {waits && (
            <p className="text-sm text-muted">
              Begins once {dollars(pending.due_minor)} is paid: see the top of this page.
            </p>
          )}
          {trial !== null && (
            <p className="text-sm text-muted">
              Then {price(priceMinor)} a {interval}. One trial per person and card.
            </p>
          )}
        </div>
      )}
      {current && plan.cancel_at !== null && (
        <p className="mt-auto text-sm text-muted">Ends on {dayOf(plan.cancel_at)}.</p>
      )}
    </Card>
  );
}
