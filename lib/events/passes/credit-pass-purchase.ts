import { passPurchaseKey } from "@/lib/billing/billing/purchase-names";
import { readPurchase } from "@/lib/billing/billing/read-purchase";
import { cash, credit, debit, otherRevenue } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { formatMoney } from "@/lib/money/format-money";
import { usd } from "@/lib/money/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";

/**
 * Gives the pass of a paid checkout and books its money, once however often it is told of it. Stripe is asked what was
 * paid, and only what we asked for counts: another amount or currency is set aside for a person to look at.
 * Throws Unavailable.
 */
export async function creditPassPurchase(
  ctx: Context,
  { session_id }: { session_id: string },
): Promise<void> {
  const purchase = await readPurchase(ctx, {
    session_id,
    kind: "event_pass",
    what: "an event pass",
    find: (where) => ctx.db.eventPassPurchase.findUnique({ where }),
  });
  if (purchase === null) return;
  const { id, partnerId, priceMinor } = purchase;
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
      entries: [debit(cash, usd(priceMinor)), credit(otherRevenue, usd(priceMinor))],
    });
    const pass = await tx.eventPass.create({
      data: {
        id: newId(now),
        partnerId,
        reason: `Bought for ${formatMoney(priceMinor, "USD")}`,
        purchaseId: id,
        createdAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event_pass.bought",
      targetType: "event_pass",
      targetId: pass.id,
      details: { price_minor: priceMinor },
    });
  });
}
