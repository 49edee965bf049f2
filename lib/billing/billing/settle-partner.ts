import { askForReport } from "@/lib/billing/billing/ask-for-report";
import { type MovementKind, movementKind } from "@/lib/billing/billing/monthly-revenue";
import {
  isLive,
  isOverdue,
  livePlan,
  type Standing,
  standingOf,
} from "@/lib/billing/billing/partner-standing";
import { settleRevenue } from "@/lib/billing/billing/settle-revenue";
import { unearnInvoices, unearnPaidLate } from "@/lib/billing/billing/unearn-invoices";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import type {
  Invoice as InvoiceRow,
  Partner as PartnerRow,
  Subscription as SubscriptionRow,
} from "@/lib/platform/prisma/client";

export const START_USAGE_JOB = "billing.start-usage";
/** Metering's job that ends the billing of live calls once each of them is counted. */
export const END_USAGE_JOB = "billing.end-usage";
/** Calls that were let in before they were refused have been answered by then. */
export const ANSWERED_WITHIN_MS = 60_000;

/** What a plan must be for live calls to be charged: in a trial they come with it. */
const CHARGES_USAGE: ReadonlySet<string> = new Set(["active", "past_due", "unpaid"]);

/**
 * Makes a partner what its subscriptions and invoices, as they are written down, say: tier, subscription, since when it
 * is overdue, what it brings in a month, and whether its usage is billed. The caller holds the partner's lock, so the
 * last who writes anything of it down also draws the last conclusion. A partner by contract keeps its tier and
 * subscription. `at`: when what led here happened; `planChanged`: whether the plan itself has changed.
 */
export async function settlePartner(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  { at, planChanged = false }: { at?: Date | undefined; planChanged?: boolean } = {},
): Promise<void> {
  const [partner, subscriptions, invoices] = await Promise.all([
    tx.partner.findUniqueOrThrow({ where: { id: partnerId } }),
    tx.subscription.findMany({ where: { partnerId } }),
    tx.invoice.findMany({ where: { partnerId, status: "open", subscriptionId: { not: null } } }),
  ]);
  const open = invoices.map((invoice) => ({
    ...invoice,
    subscription: subscriptions.find(({ id }) => id === invoice.subscriptionId) ?? null,
  }));
  await unearnInvoices(ctx, tx, open);
  await unearnPaidLate(ctx, tx, partnerId);
  await settleRevenue(ctx, tx, partnerId);
  const plan = livePlan(subscriptions);
  const standing = standingOf(
    subscriptions,
    open.filter((invoice) => isTried(invoice) && isOverdue(invoice)),
  );
  const changed = standing !== null && (await takeStanding(ctx, tx, partner, standing));
  if (changed || planChanged) await tell(ctx, tx, partnerId, plan ?? lastPlan(subscriptions));
  await noteRevenue(ctx, tx, partnerId, subscriptions, at);
  await arrangeUsage(ctx, tx, partnerId, plan, subscriptions);
}

/** Whether payment was tried for what is left of an invoice. */
function isTried({ attemptCount, amountRemainingMinor }: InvoiceRow): boolean {
  return attemptCount > 0 && amountRemainingMinor > 0;
}

async function takeStanding(
  ctx: Context,
  tx: Transaction,
  partner: PartnerRow,
  standing: Standing,
): Promise<boolean> {
  if (partner.byContract) return false;
  const { tier, subscriptionStatus, pastDueSince } = standing;
  const same =
    partner.tier === tier &&
    partner.subscriptionStatus === subscriptionStatus &&
    partner.pastDueSince?.getTime() === pastDueSince?.getTime();
  if (same) return false;
  await tx.partner.update({
    where: { id: partner.id },
    data: { tier, subscriptionStatus, pastDueSince, updatedAt: ctx.clock.now() },
  });
  await audit(ctx, tx, {
    partnerId: partner.id,
    action: "partner.subscription_changed",
    targetType: "partner",
    targetId: partner.id,
    details: { tier, subscription_status: subscriptionStatus },
  });
  return true;
}

function lastPlan(subscriptions: readonly SubscriptionRow[]): SubscriptionRow | null {
  const ended = subscriptions.filter(({ kind, endedAt }) => kind === "plan" && endedAt !== null);
  ended.sort((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0));
  return ended[0] ?? null;
}

async function tell(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  plan: SubscriptionRow | null,
): Promise<void> {
  const partner = await tx.partner.findUniqueOrThrow({ where: { id: partnerId } });
  await emitEvent(ctx, tx, {
    partnerId,
    type: "subscription.updated",
    data: {
      tier: partner.tier,
      subscription_status: partner.subscriptionStatus,
      past_due_since: partner.pastDueSince?.toISOString() ?? null,
      plan: plan?.tier ?? null,
      plan_status: plan?.status ?? null,
      trial_end: plan?.trialEnd?.toISOString() ?? null,
      current_period_end: plan?.currentPeriodEnd.toISOString() ?? null,
      cancel_at: plan?.cancelAt?.toISOString() ?? null,
    },
  });
}

/** Writes down by how much the partner's monthly revenue has changed, beginning where the last change ended. */
async function noteRevenue(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  subscriptions: readonly SubscriptionRow[],
  at: Date | undefined,
): Promise<void> {
  const { _sum, _count } = await tx.mrrMovement.aggregate({
    where: { partnerId },
    _sum: { beforeMinor: true, afterMinor: true },
    _count: true,
  });
  // Each begins where the one before ended, so that all that lies between cancels out.
  const before = (_sum.afterMinor ?? 0) - (_sum.beforeMinor ?? 0);
  const after = subscriptions.reduce((sum, { mrrMinor }) => sum + mrrMinor, 0);
  const kind: MovementKind | null = movementKind(before, after, _count > 0);
  const about = livePlan(subscriptions) ?? lastPlan(subscriptions);
  if (kind === null || about?.tier == null) return;
  const recordedAt = ctx.clock.now();
  await tx.mrrMovement.create({
    data: {
      id: newId(recordedAt),
      partnerId,
      key: `${about.id}:${_count + 1}`,
      kind,
      tier: about.tier,
      currency: about.currency,
      beforeMinor: before,
      afterMinor: after,
      occurredAt: (kind === "churn" ? about.endedAt : null) ?? at ?? recordedAt,
      recordedAt,
    },
  });
}

/** Live calls are billed by a subscription of their own: from when a plan is paid for until it ends. */
async function arrangeUsage(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  plan: SubscriptionRow | null,
  subscriptions: readonly SubscriptionRow[],
): Promise<void> {
  const usage = subscriptions.find((one) => one.kind === "usage" && isLive(one));
  if (plan !== null && CHARGES_USAGE.has(plan.status) && usage === undefined) {
    await addJob(tx, START_USAGE_JOB, { partner_id: partnerId }, { key: `${START_USAGE_JOB}:${partnerId}` });
  }
  if (plan === null && usage !== undefined) {
    // Live calls are refused from now on: the last of them are counted before the final invoice is made.
    await askForReport(tx);
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    await addJob(
      tx,
      END_USAGE_JOB,
      // By the database's clock, as calls are recorded.
      { partner_id: partnerId, refused_from: (clock?.now ?? ctx.clock.now()).toISOString() },
      {
        key: `${END_USAGE_JOB}:${partnerId}`,
        runAt: new Date(ctx.clock.now().getTime() + ANSWERED_WITHIN_MS),
      },
    );
  }
}
