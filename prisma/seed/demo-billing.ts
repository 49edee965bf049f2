import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { findPrice } from "@/lib/billing/billing/find-price";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { startUsage } from "@/lib/billing/billing/start-usage";
import { planPrice } from "@/lib/billing/billing/stripe-names";
import { monthOf, nextMonth } from "@/lib/billing/metering/billing-month";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import type { PlanTier } from "@/lib/plans/tiers";
import type { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { freeClock, freezeClock } from "@/lib/vendors/stripe/stand-in/clock";
import { advanceClock } from "@/lib/vendors/stripe/stand-in/test-clocks";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { stripe } from "@/lib/vendors/stripe/stripe-client";

const MINUTE_MS = 60_000;
/** The month's invoice is a draft for an hour; then it is charged. */
const CHARGED_AFTER_MS = 65 * MINUTE_MS;

/** The past at Stripe's stand-in, lived through once more: `ctx.clock` is the time it has come to. */
export interface DemoHistory {
  ctx: PartnerContext;
  clock: FixedClock;
  /** Records the demo's calls up to a time. */
  callUntil(time: number): Promise<void>;
}

/**
 * Has the demo company buy a plan when it began, move up to a larger one, and pay every month's plan and calls until now,
 * by the same verbs and jobs that a real company's months go through. Leaves the stand-in's clock at the present, also where it fails.
 */
export async function liveThroughBilling(
  history: DemoHistory,
  { upgradeAt, end }: { upgradeAt: number; end: number },
) {
  const { ctx } = history;
  await runInStandIn(ctx, (world) => freezeClock(world, seconds(ctx.clock.now().getTime())));
  try {
    await buyPlan(ctx, "starter");
    await passMonths(history, upgradeAt, end);
  } finally {
    await runInStandIn(ctx, freeClock);
  }
}

async function passMonths(history: DemoHistory, upgradeAt: number, end: number): Promise<void> {
  const { ctx } = history;
  let upgraded = false;
  for (let month = nextMonth(monthOf(ctx.clock.now())); ; month = nextMonth(month)) {
    if (!upgraded && upgradeAt < Math.min(month.getTime(), end)) {
      await passTo(history, upgradeAt);
      const { quote_id } = await previewPlanChange(ctx, { tier: "professional" });
      await changePlan(ctx, { quote_id });
      upgraded = true;
    }
    if (month.getTime() + CHARGED_AFTER_MS > end) break;
    await history.callUntil(month.getTime());
    await billMonth(history, month);
  }
  await history.callUntil(end);
  await passTo(history, end);
}

/** Buys a plan as a finished checkout does, and begins to bill live calls. */
export async function buyPlan(ctx: PartnerContext, tier: PlanTier): Promise<void> {
  const { partnerId } = ctx;
  await ctx.db.partner.update({ where: { id: partnerId }, data: { byContract: false } });
  const customer = await ensureCustomer(ctx);
  const price = await findPrice(ctx, planPrice(tier));
  const client = stripe(ctx);
  const card = await client.paymentMethods.attach("pm_card_visa", { customer });
  const plan = await client.subscriptions.create({
    customer,
    items: [{ price: price.id }],
    default_payment_method: card.id,
    metadata: { kind: "plan", partner_id: partnerId },
  });
  await applySubscription(ctx, plan.id);
  await startUsage(ctx, { partner_id: partnerId });
  await readAll(ctx);
}

/** What the metering job does in the hour after a month has ended, until its invoice is charged. */
async function billMonth(history: DemoHistory, month: Date): Promise<void> {
  const { ctx } = history;
  for (const minute of [1, 56]) {
    await passTo(history, month.getTime() + minute * MINUTE_MS);
    // Nobody else records calls yet, so that every row there is can be counted.
    await meterUsage(ctx, { stripe: stripe(ctx), now: ctx.clock.now(), until: new Date() });
  }
  await passTo(history, month.getTime() + CHARGED_AFTER_MS);
}

/** Lets time pass here and at the stand-in, and reads what became of the demo's subscriptions and invoices. */
async function passTo({ ctx, clock }: DemoHistory, time: number): Promise<void> {
  clock.advance(Math.max(0, time - clock.now().getTime()));
  await runInStandIn(ctx, (world) => advanceClock(world, Math.max(world.now, seconds(time))));
  await readAll(ctx);
}

async function readAll(ctx: PartnerContext): Promise<void> {
  const customer = await ensureCustomer(ctx);
  const client = stripe(ctx);
  for await (const { id } of client.subscriptions.list({ customer })) await applySubscription(ctx, id);
  for await (const { id } of client.invoices.list({ customer })) await applyInvoice(ctx, id);
}

function seconds(time: number): number {
  return Math.floor(time / 1_000);
}
