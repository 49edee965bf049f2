import { setAside } from "@/lib/billing/billing/set-aside";
import { credit, debit, deferredPartnerships, otherRevenue, refunds } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { type PartnershipBooks, settledBooks } from "@/lib/events/partnerships/partnership-time";
import { negate, usd } from "@/lib/money/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import type { EventPartnership } from "@/lib/platform/prisma/client";

/** Stripe's words for a refund whose money has left us. */
const GONE = ["pending", "succeeded"];

/**
 * Makes what the books say of a partnership what its days and its money say by now, and ends it once all of its money has
 * gone back; where that came again it goes on. One that had published events by then is set aside for a person to look at.
 * Any number of times. `partnershipId` names one that is paid.
 */
export async function settlePartnership(ctx: Context, partnershipId: string): Promise<void> {
  const used = await transaction(ctx, async (tx) => {
    const found = await tx.eventPartnership.findUnique({ where: { id: partnershipId } });
    if (found === null) return null;
    await lockPartner(tx, found.partnerId);
    const row = await tx.eventPartnership.findUniqueOrThrow({
      where: { id: partnershipId, partnerId: found.partnerId },
    });
    const before = booksOf(row);
    if (before === null || row.checkoutSessionId === null) return null;
    const money = await moneyBack(tx, row.partnerId, row.checkoutSessionId);
    const now = ctx.clock.now();
    const after = settledBooks(before, money.goneMinor, now);
    const settlements = await bookDifference(ctx, tx, row, before, after);
    const isReturned = money.awayMinor >= row.priceMinor;
    const changes = isReturned !== (row.returnedAt !== null);
    await tx.eventPartnership.update({
      where: { id: row.id, partnerId: row.partnerId },
      data: {
        earnedMinor: after.earnedMinor,
        takenMinor: after.takenMinor,
        settledAt: after.settledAt,
        settlements,
        ...(changes ? { returnedAt: isReturned ? now : null } : {}),
      },
    });
    if (!changes) return null;
    await audit(ctx, tx, {
      partnerId: row.partnerId,
      action: isReturned ? "event_partnership.ended" : "event_partnership.resumed",
      targetType: "event_partnership",
      targetId: row.id,
      details: { price_minor: row.priceMinor },
    });
    const events = await tx.eventPass.count({ where: { partnerId: row.partnerId, partnershipId: row.id } });
    if (!isReturned || events === 0) return null;
    return { objectId: row.checkoutSessionId, amountMinor: row.priceMinor, events, partnerId: row.partnerId };
  });
  if (used === null) return;
  const { events, partnerId, ...about } = used;
  await setAside(ctx, {
    ...about,
    reason: "pass_used",
    currency: "usd",
    detail: `The money for an event partnership of the partner ${partnerId} went back after ${events} of its events had been published.`,
  });
}

/** The same for the partnership that a checkout paid for; nothing where it paid for anything else. */
export async function settlePartnershipMoney(
  ctx: Context,
  { checkout_session_id }: { checkout_session_id: string },
): Promise<void> {
  const found = await ctx.db.eventPartnership.findUnique({
    where: { checkoutSessionId: checkout_session_id },
    select: { id: true },
  });
  if (found !== null) await settlePartnership(ctx, found.id);
}

/** Null while it is not paid. */
function booksOf(row: EventPartnership): PartnershipBooks | null {
  const { priceMinor, startsAt, endsAt, settledAt, earnedMinor, takenMinor } = row;
  if (startsAt === null || endsAt === null || settledAt === null) return null;
  return { priceMinor, startsAt, endsAt, settledAt, earnedMinor, takenMinor };
}

/** What is gone for good, and what is away at present: a dispute that is not decided takes the partnership, but is no loss yet. */
async function moneyBack(tx: Transaction, partnerId: string, checkoutSessionId: string) {
  const where = { partnerId, checkoutSessionId };
  const [refunded, disputed, lost] = await Promise.all([
    tx.billingRefund.aggregate({ where: { ...where, status: { in: GONE } }, _sum: { amountMinor: true } }),
    tx.billingDispute.aggregate({ where, _sum: { withdrawnMinor: true } }),
    tx.billingDispute.aggregate({ where: { ...where, status: "lost" }, _sum: { withdrawnMinor: true } }),
  ]);
  const refundedMinor = refunded._sum.amountMinor ?? 0;
  return {
    goneMinor: refundedMinor + (lost._sum.withdrawnMinor ?? 0),
    awayMinor: refundedMinor + (disputed._sum.withdrawnMinor ?? 0),
  };
}

/** Returns how many entries the books then have of it. */
async function bookDifference(
  ctx: Context,
  tx: Transaction,
  { id, partnerId, settlements }: EventPartnership,
  before: PartnershipBooks,
  after: PartnershipBooks,
): Promise<number> {
  const earned = after.earnedMinor - before.earnedMinor;
  const taken = after.takenMinor - before.takenMinor;
  if (earned === 0 && taken === 0) return settlements;
  const entries = [
    debit(deferredPartnerships(partnerId), usd(earned + taken)),
    credit(otherRevenue, usd(earned)),
    // The refund itself was booked against refunds in whole.
    { account: refunds, amount: negate(usd(taken)) },
  ].filter(({ amount }) => amount.amountMinor !== 0);
  await post(ctx, tx, {
    key: `event_partnership:${id}:${settlements + 1}`,
    description: "Event partnership, by day",
    entries,
  });
  return settlements + 1;
}
