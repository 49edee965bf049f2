import { z } from "zod";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { passPurchaseKey } from "@/lib/billing/billing/purchase-names";
import { setAside } from "@/lib/billing/billing/set-aside";
import { currencyOf } from "@/lib/billing/billing/stripe-names";
import { cash, credit, debit, otherRevenue } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { formatMoney } from "@/lib/money/format-money";
import { usd } from "@/lib/money/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";

/** What we write on a checkout of an event pass when we make it. */
const Metadata = z.object({
  kind: z.literal("event_pass"),
  partner_id: z.uuid(),
  purchase_id: z.uuid(),
});

/**
 * Gives the pass of a paid checkout and books its money, once however often it is told of it. Stripe is asked what was
 * paid, and only what we asked for counts: another amount or currency is set aside for a person to look at.
 * Throws Unavailable.
 */
export async function creditPassPurchase(
  ctx: Context,
  { session_id }: { session_id: string },
): Promise<void> {
  const session = await askStripe(ctx, (client) => client.checkout.sessions.retrieve(session_id));
  if (session.payment_status !== "paid") return;
  const metadata = Metadata.safeParse(session.metadata);
  const paid = session.amount_total ?? 0;
  const about = { objectId: session_id, currency: session.currency ?? "usd", amountMinor: paid };
  const purchase = metadata.success
    ? await ctx.db.eventPassPurchase.findUnique({
        where: { id: metadata.data.purchase_id, partnerId: metadata.data.partner_id },
      })
    : null;
  if (purchase === null) {
    const detail = "A paid checkout of an event pass that we did not ask for.";
    await setAside(ctx, { ...about, reason: "unexpected_amount", detail });
    return;
  }
  const { id, partnerId, priceMinor } = purchase;
  const another = purchase.checkoutSessionId !== null && purchase.checkoutSessionId !== session_id;
  if (session.currency !== "usd" || paid !== priceMinor || another) {
    const foreign = currencyOf(about.currency) === null;
    const detail = `A paid checkout of an event pass, for which ${formatMoney(priceMinor, "USD")} was asked, by the partner ${partnerId}.`;
    await setAside(ctx, { ...about, reason: foreign ? "foreign_currency" : "unexpected_amount", detail });
    return;
  }
  await transaction(ctx, async (tx) => {
    // As whoever publishes: passes are counted off one publication at a time.
    await lockPartner(tx, partnerId);
    const now = ctx.clock.now();
    const marked = await tx.eventPassPurchase.updateMany({
      where: { id, partnerId, paidAt: null },
      data: { paidAt: now, checkoutSessionId: session_id },
    });
    if (marked.count === 0) return;
    await post(ctx, tx, {
      key: passPurchaseKey(session_id),
      description: "Event pass",
      entries: [debit(cash, usd(paid)), credit(otherRevenue, usd(paid))],
    });
    const pass = await tx.eventPass.create({
      data: {
        id: newId(now),
        partnerId,
        reason: `Bought for ${formatMoney(paid, "USD")}`,
        purchaseId: id,
        createdAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event_pass.bought",
      targetType: "event_pass",
      targetId: pass.id,
      details: { price_minor: paid },
    });
  });
}
