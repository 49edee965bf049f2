"use client";

import { useState } from "react";
import { leaveFor } from "@/app/partner/billing/leave-for";
import { buyPartnership } from "@/app/partner/events/passes/actions";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useAction } from "@/components/ui/use-action";
import { formatMoney } from "@/lib/money/format-money";
import { PARTNERSHIP_MONTHS } from "@/lib/plans/tiers";

type Months = (typeof PARTNERSHIP_MONTHS)[number];

const OPTIONS = PARTNERSHIP_MONTHS.map((months) => ({ value: String(months), label: String(months) }));

interface BuyPartnershipProps {
  /** US cents. Shown only: what is asked for is the server’s. */
  monthlyMinor: number;
  /** Whether months are added to a partnership that runs. */
  isExtension: boolean;
}

/** Leads to the payment page for the months that are chosen. Nothing is charged here. */
export function BuyPartnership({ monthlyMinor, isExtension }: BuyPartnershipProps) {
  const [months, setMonths] = useState<Months>(1);
  const { run, pending, problem, value } = useAction(buyPartnership, ({ checkout_url }) =>
    leaveFor(checkout_url),
  );
  const leaving = pending || value !== null;
  const price = formatMoney(months * monthlyMinor, "USD");
  return (
    <div className="space-y-4">
      <div className="flex items-center gap-3">
        <span aria-hidden className="text-sm text-muted">
          Months
        </span>
        <SegmentedControl
          label="Months"
          value={String(months)}
          onChange={(chosen) => setMonths(PARTNERSHIP_MONTHS.find((one) => String(one) === chosen) ?? 1)}
          options={OPTIONS}
        />
      </div>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button
          type="button"
          kind="quiet"
          aria-disabled={leaving}
          onClick={() => {
            if (!leaving) run({ months });
          }}
        >
          {leaving
            ? "To the payment page…"
            : isExtension
              ? `Add months for ${price}`
              : `Buy the partnership for ${price}`}
        </Button>
        <p className="text-sm text-muted">Paid once, on Stripe’s page. It does not renew itself.</p>
      </div>
    </div>
  );
}
