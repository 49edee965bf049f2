import { tierName } from "@/app/partner/billing/billing-words";
import type { WaitingPayment } from "@/app/partner/billing/follow-payments";
import { type Billing, MAX_FOLLOWED } from "@/lib/billing/billing/schemas";

/** What waits to be paid, or has been and takes effect any moment, with what is said when it no longer waits. */
export function waitingPayments({
  pending_change: pending,
  overdue,
  settling,
  plan,
}: Billing): WaitingPayment[] {
  const waiting = [
    ...(pending === null ? [] : [{ ...pending, number: null }]),
    ...settling,
    ...overdue.map(({ id, number }) => ({ invoice_id: id, number, tier: null })),
  ];
  return waiting.slice(0, MAX_FOLLOWED).map(({ invoice_id, number, tier }) => {
    if (tier !== null) {
      const stays = plan === null ? "" : `, and you stay on ${tierName(plan.tier)}`;
      return {
        invoice_id,
        paid: `Thank you: ${tierName(tier)} is in force. Your live keys follow within a minute.`,
        dropped: `The change to ${tierName(tier)} is dropped. Nothing was charged${stays}.`,
      };
    }
    return {
      invoice_id,
      paid: `Thank you: ${number === null ? "the invoice" : `invoice ${number}`} is paid.`,
      dropped: `${number === null ? "The invoice" : `Invoice ${number}`} need not be paid any more.`,
    };
  });
}
