import { partnershipPurchaseKey } from "@/lib/billing/billing/purchase-names";
import { readPurchase } from "@/lib/billing/billing/read-purchase";
import { cash, credit, debit, deferredPartnerships } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { addMonths } from "@/lib/events/partnerships/partnership-time";
import { usd } from "@/lib/money/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";

/**
 * Begins the partnership of a paid checkout and books its money as still to be earned, once however often Stripe says
 * so. One that is bought while another runs follows it. What was paid is read at Stripe, as `readPurchase` says.
 * Throws Unavailable.
 */
export async function creditPartnership(ctx: Context, { session_id }: { session_id: string }): Promise<void> {
  const purchase = await readPurchase(ctx, {
    session_id,
    kind: "event_partnership",
    what: "an event partnership",
    find: (where) => ctx.db.eventPartnership.findUnique({ where }),
  });
  if (purchase === null) return;
  const { id, partnerId, priceMinor, months } = purchase;
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const now = ctx.clock.now();
    const last = await tx.eventPartnership.aggregate({
      where: { partnerId, returnedAt: null, paidAt: { not: null } },
      _max: { endsAt: true },
    });
    const startsAt = new Date(Math.max(now.getTime(), last._max.endsAt?.getTime() ?? 0));
    const endsAt = addMonths(startsAt, months);
    const marked = await tx.eventPartnership.updateMany({
      where: { id, partnerId, paidAt: null },
      data: { paidAt: now, checkoutSessionId: session_id, startsAt, endsAt, settledAt: startsAt },
    });
    if (marked.count === 0) return;
    await post(ctx, tx, {
      key: partnershipPurchaseKey(session_id),
      description: "Event partnership",
      entries: [debit(cash, usd(priceMinor)), credit(deferredPartnerships(partnerId), usd(priceMinor))],
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event_partnership.bought",
      targetType: "event_partnership",
      targetId: id,
      details: { months, price_minor: priceMinor, ends_at: endsAt.toISOString() },
    });
  });
}
