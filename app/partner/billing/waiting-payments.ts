import { tierName } from "@/app/partner/billing/billing-words";
import type { WaitingPayment } from "@/app/partner/billing/follow-payments";
import { type Billing, MAX_FOLLOWED } from "@/lib/billing/schemas";

/** What waits to be paid, with what is said when it is, or need not be any more. */
export function waitingPayments({ pending_change: pending, overdue, plan }: Billing): WaitingPayment[] {
  const change =
    pending === null || plan === null
      ? []
      : [
          {
            invoice_id: pending.invoice_id,
            paid: `Thank you: ${tierName(pending.tier)} is in force. Your live keys follow within a minute.`,
            dropped: `The change to ${tierName(pending.tier)} is dropped. Nothing was charged, and you stay on ${tierName(plan.tier)}.`,
          },
        ];
  const owed = overdue.map(({ id, number }) => ({
    invoice_id: id,
    paid: `Thank you: ${number === null ? "the invoice" : `invoice ${number}`} is paid.`,
    dropped: `${number === null ? "The invoice" : `Invoice ${number}`} need not be paid any more.`,
  }));
  return [...change, ...owed].slice(0, MAX_FOLLOWED);
}
