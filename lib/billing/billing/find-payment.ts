import { z } from "zod";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { CREDIT_JOBS, PURCHASE_KINDS, purchaseKey } from "@/lib/billing/billing/purchase-names";
import { idOf } from "@/lib/billing/billing/stripe-names";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** A payment that is in our books, and what was paid for: one of the two. */
export interface Payment {
  partnerId: string;
  invoiceId: string | null;
  checkoutSessionId: string | null;
}

/** A purchase is paid, and not in the books yet: whoever asks looks again later. */
export class NotYetBooked extends Error {}

const Purchase = z.object({ kind: z.enum(PURCHASE_KINDS), partner_id: z.uuid() });

/**
 * The payment of ours behind one at Stripe; null where it is none of ours, or was set aside itself. What it paid for is
 * booked first where that has not happened yet. Throws Unavailable, and NotYetBooked while a purchase waits to be booked.
 */
export async function findPayment(ctx: Context, intentId: string | null): Promise<Payment | null> {
  if (intentId === null) return null;
  const invoiceId = await askStripe(ctx, async (client) => {
    const { data } = await client.invoicePayments.list({
      payment: { type: "payment_intent", payment_intent: intentId },
      limit: 1,
    });
    return idOf(data[0]?.invoice);
  });
  return invoiceId === null ? findPurchase(ctx, intentId) : findPaidInvoice(ctx, invoiceId);
}

async function findPaidInvoice(ctx: Context, invoiceId: string): Promise<Payment | null> {
  const read = () =>
    ctx.db.invoice.findUnique({ where: { id: invoiceId }, select: { partnerId: true, status: true } });
  const known = await read();
  if (known?.status !== "paid") await applyInvoice(ctx, invoiceId);
  const invoice = known?.status === "paid" ? known : await read();
  return invoice === null ? null : { partnerId: invoice.partnerId, invoiceId, checkoutSessionId: null };
}

async function findPurchase(ctx: Context, intentId: string): Promise<Payment | null> {
  const session = await askStripe(ctx, async (client) => {
    const { data } = await client.checkout.sessions.list({ payment_intent: intentId, limit: 1 });
    return data[0] ?? null;
  });
  const purchase = Purchase.safeParse(session?.metadata);
  if (session === null || !purchase.success) return null;
  const { kind, partner_id: partnerId } = purchase.data;
  const key = purchaseKey(kind, partnerId, session.id);
  const [booked, aside] = await Promise.all([
    ctx.db.ledgerTransaction.findUnique({ where: { key }, select: { id: true } }),
    ctx.db.billingSetAside.findFirst({ where: { objectId: session.id }, select: { id: true } }),
  ]);
  if (booked !== null) return { partnerId, invoiceId: null, checkoutSessionId: session.id };
  if (aside !== null) return null;
  const name = CREDIT_JOBS[kind];
  await transaction(ctx, (tx) =>
    addJob(tx, name, { session_id: session.id }, { key: `${name}:${session.id}` }),
  );
  throw new NotYetBooked(`The purchase ${session.id} is not booked yet.`);
}
