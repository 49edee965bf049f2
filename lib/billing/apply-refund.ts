import type Stripe from "stripe";
import { askStripe } from "@/lib/billing/ask-stripe";
import { timeOf } from "@/lib/billing/stripe-names";
import { cash, credit, debit, refunds } from "@/lib/ledger/accounts";
import { post } from "@/lib/ledger/post-transaction";
import { usd } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Reads a refund from Stripe and posts what it is now. Any number of times, in any order. Throws Unavailable. */
export async function applyRefund(ctx: Context, refundId: string): Promise<void> {
  await postRefund(ctx, await askStripe(ctx, (client) => client.refunds.retrieve(refundId)));
}

/** The same for all refunds of a charge. */
export async function applyChargeRefunds(ctx: Context, chargeId: string): Promise<void> {
  const made = await askStripe(ctx, (client) => client.refunds.list({ charge: chargeId, limit: 100 }));
  for (const refund of made.data) await postRefund(ctx, refund);
}

/** A refund that succeeded may still come back: both then stand in the books, and sum to nothing. */
async function postRefund(ctx: Context, refund: Stripe.Refund): Promise<void> {
  const entries = [debit(refunds, usd(refund.amount)), credit(cash, usd(refund.amount))];
  const key = `refund:${refund.id}`;
  await transaction(ctx, async (tx) => {
    if (refund.status === "succeeded") {
      const description = `Refund ${refund.id}`;
      await post(ctx, tx, { key, description, entries, occurredAt: timeOf(refund.created) });
    }
    const posted = await tx.ledgerTransaction.findUnique({ where: { key } });
    if (refund.status === "failed" && posted !== null) {
      await post(ctx, tx, {
        key: `${key}:failed`,
        description: `Refund ${refund.id} came back`,
        entries: [debit(cash, usd(refund.amount)), credit(refunds, usd(refund.amount))],
        reversesId: posted.id,
      });
    }
  });
}
