import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe, isMissing } from "@/lib/billing/billing/ask-stripe";
import { CREDIT_JOBS, PURCHASE_KINDS } from "@/lib/billing/billing/purchase-names";
import { idOf } from "@/lib/billing/billing/stripe-names";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Reads a checkout from Stripe. One for a plan: its subscription and first invoice are applied. One for AI tokens, an
 * event pass or an event partnership that is paid: the job that books it is added, which counts each checkout once. Any number of times. Throws
 * Unavailable.
 */
export async function applyCheckout(ctx: Context, sessionId: string): Promise<void> {
  const session = await askStripe(ctx, (client) => client.checkout.sessions.retrieve(sessionId)).catch(
    (error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    },
  );
  if (session === null || session.status !== "complete") return;
  const subscriptionId = idOf(session.subscription);
  if (subscriptionId !== null) await applySubscription(ctx, subscriptionId);
  const invoiceId = idOf(session.invoice);
  if (invoiceId !== null) await applyInvoice(ctx, invoiceId);
  const kind = PURCHASE_KINDS.find((name) => name === session.metadata?.kind);
  if (kind === undefined || session.payment_status !== "paid") return;
  const name = CREDIT_JOBS[kind];
  await transaction(ctx, (tx) =>
    addJob(tx, name, { session_id: sessionId }, { key: `${name}:${sessionId}` }),
  );
}
