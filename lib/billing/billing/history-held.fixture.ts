import type Stripe from "stripe";
import { idOf } from "@/lib/billing/billing/history-town.fixture";

/** What Stripe holds of a partner: what happened, as far as the history itself does not say it. */
export interface Held {
  subscriptions: Stripe.Subscription[];
  invoices: Stripe.Invoice[];
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
  balance: number;
  /** What was taken of its balance, or given, by no invoice. */
  adjustments: Stripe.CustomerBalanceTransaction[];
  /** By charge, the invoice that it paid: of those whose payments went back. */
  paidBy: ReadonlyMap<string, string>;
}

export async function readHeld(stripe: Stripe, customer: string): Promise<Held> {
  const all = { customer, limit: 100 };
  const [subscriptions, invoices, charges, person] = [
    await stripe.subscriptions.list({ ...all, status: "all" }).autoPagingToArray({ limit: 1_000 }),
    await stripe.invoices.list(all).autoPagingToArray({ limit: 1_000 }),
    await stripe.charges.list(all).autoPagingToArray({ limit: 1_000 }),
    await stripe.customers.retrieve(customer),
  ];
  const refunds: Stripe.Refund[] = [];
  const disputes: Stripe.Dispute[] = [];
  for (const { id, amount_refunded, disputed } of charges) {
    if (amount_refunded > 0) refunds.push(...(await stripe.refunds.list({ charge: id, limit: 100 })).data);
    if (disputed) disputes.push(...(await stripe.disputes.list({ charge: id, limit: 100 })).data);
  }
  const balance = person.deleted ? 0 : person.balance;
  const held = { subscriptions, invoices: invoices.toReversed(), charges, refunds, disputes, balance };
  // Where no money went back there is nothing to ask.
  if (refunds.length + disputes.length === 0) return { ...held, adjustments: [], paidBy: new Map() };
  const moves = await stripe.customers
    .listBalanceTransactions(customer, { limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  const adjustments = moves.filter(({ type }) => type === "adjustment").toReversed();
  return { ...held, adjustments, paidBy: await readPayments(stripe, held) };
}

async function readPayments(
  stripe: Stripe,
  { invoices, charges }: Pick<Held, "invoices" | "charges">,
): Promise<Map<string, string>> {
  const paidBy = new Map<string, string>();
  for (const { id, amount_paid } of invoices) {
    if (amount_paid === 0) continue;
    for (const { payment } of (await stripe.invoicePayments.list({ invoice: id, limit: 100 })).data) {
      const intent = idOf(payment.payment_intent ?? null);
      for (const charge of charges) if (idOf(charge.payment_intent) === intent) paidBy.set(charge.id, id);
    }
  }
  return paidBy;
}
