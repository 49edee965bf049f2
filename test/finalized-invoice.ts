import type { Database } from "@/lib/platform/db";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";

/** An invoice of a partner, finalized at Stripe's stand-in and read by us, as if billing had done it. Returns its id. */
export async function makeFinalizedInvoice(database: Database, partnerId: string): Promise<string> {
  const stripe = standInClient({ db: database.prisma });
  const customer = await stripe.customers.create({ name: "Kindred Café", email: "billing@example.com" });
  const draft = await stripe.invoices.create({ customer: customer.id, auto_advance: false });
  await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: draft.id,
    amount: 5_000,
    currency: "usd",
    description: "Consulting",
  });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
  const now = new Date();
  await database.prisma.invoice.create({
    data: {
      id: invoice.id,
      partnerId,
      number: invoice.number,
      status: "open",
      currency: "usd",
      subtotalMinor: 5_000,
      discountMinor: 0,
      totalMinor: 5_000,
      amountDueMinor: 5_000,
      amountPaidMinor: 0,
      amountRemainingMinor: 5_000,
      periodStart: now,
      periodEnd: now,
      attemptCount: 0,
      finalizedAt: now,
      reading: 1n,
      createdAt: now,
      syncedAt: now,
    },
  });
  return invoice.id;
}
