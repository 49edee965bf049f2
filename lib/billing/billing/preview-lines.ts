import type Stripe from "stripe";
import type { PreviewLine } from "@/lib/billing/billing/schemas";
import { timeOf } from "@/lib/billing/billing/stripe-names";

/** What a preview's lines come to, as pages show them. */
export function previewLines(invoice: Stripe.Invoice): {
  lines: PreviewLine[];
  discount_minor: number;
  total_minor: number;
} {
  return {
    lines: invoice.lines.data.map(({ description, amount, quantity, period }) => ({
      description: description ?? "",
      quantity,
      amount_minor: amount,
      period_start: timeOf(period.start).toISOString(),
      period_end: timeOf(period.end).toISOString(),
    })),
    discount_minor: (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0),
    total_minor: invoice.total,
  };
}
