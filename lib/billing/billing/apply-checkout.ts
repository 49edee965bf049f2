import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe, isMissing } from "@/lib/billing/billing/ask-stripe";
import { idOf } from "@/lib/billing/billing/stripe-names";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** The wallet's job that puts what a finished checkout paid for into the wallet. */
export const CREDIT_PURCHASE_JOB = "wallet.credit-purchase";

/**
 * Reads a checkout from Stripe. One for a plan: its subscription and first invoice are applied. One for AI tokens that
 * is paid: the wallet is told, which counts each checkout once. Any number of times. Throws Unavailable.
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
  if (session.metadata?.kind === "ai_tokens" && session.payment_status === "paid") {
    await transaction(ctx, (tx) =>
      addJob(
        tx,
        CREDIT_PURCHASE_JOB,
        { session_id: sessionId },
        { key: `${CREDIT_PURCHASE_JOB}:${sessionId}` },
      ),
    );
  }
}
