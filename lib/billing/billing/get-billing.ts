import { readOwnPlan } from "@/lib/billing/billing/find-own-plan";
import { isAhead, isOverdue, OWED_BY, OWING } from "@/lib/billing/billing/partner-standing";
import { PRESENTED, presentInvoice } from "@/lib/billing/billing/present-invoice";
import type { Billing } from "@/lib/billing/billing/schemas";
import { isTrialAvailable } from "@/lib/billing/billing/trial-claims";
import { graceEnd } from "@/lib/plans/live-access";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Invoice as InvoiceRow, Subscription as SubscriptionRow } from "@/lib/platform/prisma/client";

/** How the caller's own plan and payments stand, as we last heard from Stripe. Throws Forbidden. */
export async function getBilling(ctx: PartnerContext, _input: Record<string, never> = {}): Promise<Billing> {
  assertPermitted(ctx, "billing:read");
  const { partnerId } = ctx;
  const [partner, plan, open, settling, trialAvailable, disputes] = await Promise.all([
    ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } }),
    readOwnPlan(ctx),
    ctx.db.invoice.findMany({
      where: { partnerId, status: "open", attemptCount: { gt: 0 }, amountRemainingMinor: { gt: 0 } },
      include: PRESENTED,
      orderBy: { createdAt: "asc" },
    }),
    readSettling(ctx),
    isTrialAvailable(ctx),
    ctx.db.billingDispute.findMany({ where: { partnerId, closedAt: null }, orderBy: { createdAt: "asc" } }),
  ]);
  const bought = await boughtBy(ctx, disputes);
  return {
    tier: partner.tier,
    status: partner.subscriptionStatus,
    by_contract: partner.byContract,
    plan:
      plan === null
        ? null
        : {
            subscription_id: plan.id,
            tier: plan.tier ?? partner.tier,
            status: plan.status,
            amount_minor: plan.amountMinor ?? 0,
            interval: plan.interval,
            current_period_end: plan.currentPeriodEnd.toISOString(),
            trial_end: plan.status === "trialing" ? (plan.trialEnd?.toISOString() ?? null) : null,
            cancel_at: plan.cancelAt?.toISOString() ?? null,
          },
    past_due_since: partner.pastDueSince?.toISOString() ?? null,
    grace_ends_at: graceEnd(partner.pastDueSince)?.toISOString() ?? null,
    pending_change: pendingChange(plan, open),
    overdue: open.filter(isOverdue).map((row) => presentInvoice(row)),
    disputes: disputes.map((row) => ({
      id: row.id,
      amount_minor: row.amountMinor,
      currency: row.currency,
      reason: row.reason,
      status: row.status,
      about: row.checkoutSessionId === null ? "invoice" : (bought.get(row.checkoutSessionId) ?? "ai_tokens"),
      created_at: row.createdAt.toISOString(),
    })),
    settling,
    trial_available: trialAvailable,
    has_customer: partner.stripeCustomerId !== null,
  };
}

/** What disputed checkouts paid for, where that is not AI tokens. */
async function boughtBy(
  ctx: PartnerContext,
  disputes: readonly { checkoutSessionId: string | null }[],
): Promise<ReadonlyMap<string, "event_pass" | "event_partnership">> {
  const ids = disputes.flatMap(({ checkoutSessionId: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return new Map();
  const query = {
    where: { partnerId: ctx.partnerId, checkoutSessionId: { in: ids } },
    select: { checkoutSessionId: true },
  } as const;
  const [passes, partnerships] = await Promise.all([
    ctx.db.eventPassPurchase.findMany(query),
    ctx.db.eventPartnership.findMany(query),
  ]);
  const found = new Map<string, "event_pass" | "event_partnership">();
  for (const { checkoutSessionId: id } of passes) if (id !== null) found.set(id, "event_pass");
  for (const { checkoutSessionId: id } of partnerships) if (id !== null) found.set(id, "event_partnership");
  return found;
}

/** Stripe tells of an invoice and of its subscription apart. */
async function readSettling(ctx: PartnerContext): Promise<Billing["settling"]> {
  const { partnerId } = ctx;
  const subscriptions = await ctx.db.subscription.findMany({
    where: { partnerId, OR: [{ pendingInvoiceId: { not: null } }, { status: { in: [...OWING] } }] },
    select: { pendingInvoiceId: true, latestInvoiceId: true },
  });
  const ids = subscriptions.flatMap((one) => [one.pendingInvoiceId, one.latestInvoiceId]);
  const paid = await ctx.db.invoice.findMany({
    where: { partnerId, status: "paid", id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, number: true, subscription: { select: { ...OWED_BY, pendingTier: true } } },
  });
  return paid.filter(isAhead).map(({ id, number, subscription }) => ({
    invoice_id: id,
    number,
    tier: subscription?.pendingInvoiceId === id ? subscription.pendingTier : null,
  }));
}

function pendingChange(plan: SubscriptionRow | null, open: readonly InvoiceRow[]): Billing["pending_change"] {
  const invoice = open.find(({ id }) => id === plan?.pendingInvoiceId);
  if (invoice === undefined || plan?.pendingTier == null || plan.pendingExpiresAt === null) return null;
  return {
    tier: plan.pendingTier,
    invoice_id: invoice.id,
    due_minor: invoice.amountRemainingMinor,
    expires_at: plan.pendingExpiresAt.toISOString(),
  };
}
