import { dollars } from "@/app/partner/billing/billing-words";
import { exactDollars } from "@/app/partner/billing/usage/month-words";
import { formatValue } from "@/components/charts/format-value";
import { Notice } from "@/components/ui/error-notice";
import type { UsageLine } from "@/lib/billing/metering/schemas";
import { PAIR_PRICE } from "@/lib/plans/price-words";

/** Whether what is shown sums to what the invoice says, in figures that anybody can check. */
export function Exactness({ line }: { line: UsageLine }) {
  if (line.exact) {
    return (
      <Notice tone="pine">
        The days sum to the line exactly: {formatValue("count", line.units)} pairs at {PAIR_PRICE} are{" "}
        {exactDollars(line.cost_micro_usd)}, rounded once to {dollars(line.amount_minor)}.
      </Notice>
    );
  }
  return (
    <Notice tone="gold">
      The invoice says {formatValue("count", line.quantity)} pairs, the days sum to{" "}
      {formatValue("count", line.units)}. Please open a ticket: we will find the difference.
    </Notice>
  );
}
