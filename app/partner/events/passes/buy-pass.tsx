"use client";

import { leaveFor } from "@/app/partner/billing/leave-for";
import { buyEventPass } from "@/app/partner/events/passes/actions";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useAction } from "@/components/ui/use-action";

/** Leads to the payment page. Nothing is charged here, and the price is the server's. */
export function BuyPass({ price }: { price: string }) {
  const { run, pending, problem, value } = useAction(buyEventPass, ({ checkout_url }) =>
    leaveFor(checkout_url),
  );
  const leaving = pending || value !== null;
  return (
    <div className="space-y-3">
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button
          type="button"
          aria-disabled={leaving}
          onClick={() => {
            if (!leaving) run({});
          }}
        >
          {leaving ? "To the payment page…" : `Buy a pass for ${price}`}
        </Button>
        <p className="text-sm text-muted">You pay on Stripe’s page. Cards are never entered here.</p>
      </div>
    </div>
  );
}
