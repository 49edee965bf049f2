"use client";

import type { ReactNode } from "react";
import { buyPlan } from "@/app/partner/billing/actions";
import { leaveFor } from "@/app/partner/billing/leave-for";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useAction } from "@/components/ui/use-action";
import type { PlanTier } from "@/lib/plans/tiers";

/** Leads to Stripe's page where a plan is paid for. */
export function BuyButton({ tier, children }: { tier: PlanTier; children: ReactNode }) {
  const { run, pending, problem, value } = useAction(
    () => buyPlan({ tier }),
    ({ url }) => leaveFor(url),
  );
  const leaving = pending || value !== null;
  return (
    <>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <Button
        type="button"
        className="w-full"
        aria-disabled={leaving}
        onClick={() => {
          if (!leaving) run(undefined);
        }}
      >
        {leaving ? "Opening checkout…" : children}
      </Button>
    </>
  );
}
