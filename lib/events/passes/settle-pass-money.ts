import { endSetAside, setAside } from "@/lib/billing/billing/set-aside";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";

/** Stripe's words for a refund whose money has left us. */
const GONE = ["pending", "succeeded"];

/**
 * Does to a bought pass what became of its money, as refunds and disputes were last written down. Once all of it has gone
 * back, an unused pass publishes nothing any more, and a used one is set aside for a person to look at, each time anew. Where
 * the money came again the pass does too, and no one needs to look. A part that is refunded takes nothing. Any number of times.
 */
export async function settlePassMoney(
  ctx: Context,
  { checkout_session_id }: { checkout_session_id: string },
): Promise<void> {
  const used = await transaction(ctx, async (tx) => {
    const found = await tx.eventPassPurchase.findUnique({
      where: { checkoutSessionId: checkout_session_id },
    });
    if (found === null) return null;
    const { id, partnerId } = found;
    await lockPartner(tx, partnerId);
    const purchase = await tx.eventPassPurchase.findUniqueOrThrow({
      where: { id, partnerId },
      include: { pass: true },
    });
    const { pass, priceMinor } = purchase;
    if (pass === null) return null;
    const where = { partnerId, checkoutSessionId: checkout_session_id };
    const [refunds, disputes] = await Promise.all([
      tx.billingRefund.aggregate({ where: { ...where, status: { in: GONE } }, _sum: { amountMinor: true } }),
      tx.billingDispute.aggregate({ where, _sum: { withdrawnMinor: true } }),
    ]);
    const back = (refunds._sum.amountMinor ?? 0) + (disputes._sum.withdrawnMinor ?? 0);
    const returned = back >= priceMinor;
    if (returned === (purchase.returnedAt !== null)) return null;
    const at = returned ? ctx.clock.now() : null;
    await tx.eventPassPurchase.update({ where: { id, partnerId }, data: { returnedAt: at } });
    if (pass.usedAt !== null) {
      if (returned) await reopenSetAside(tx, checkout_session_id);
      else await endSetAside(ctx, tx, checkout_session_id);
      return returned ? { partnerId, eventId: pass.eventId, priceMinor } : null;
    }
    await tx.eventPass.update({ where: { id: pass.id, partnerId }, data: { takenBackAt: at } });
    await audit(ctx, tx, {
      partnerId,
      action: returned ? "event_pass.taken_back" : "event_pass.given_back",
      targetType: "event_pass",
      targetId: pass.id,
      details: { price_minor: priceMinor },
    });
    return null;
  });
  if (used === null) return;
  await setAside(ctx, {
    objectId: checkout_session_id,
    reason: "pass_used",
    currency: "usd",
    amountMinor: used.priceMinor,
    detail: `The money for an event pass of the partner ${used.partnerId} went back after the event ${used.eventId ?? "(removed)"} had used it.`,
  });
}

/** What was set aside before and is so again is looked at again. */
async function reopenSetAside(tx: Transaction, objectId: string): Promise<void> {
  await tx.billingSetAside.updateMany({
    where: { objectId, reason: "pass_used", resolvedAt: { not: null } },
    data: { resolvedAt: null },
  });
}
