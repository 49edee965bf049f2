import { z } from "zod";
import { previewNext } from "@/lib/billing/billing/get-next-invoices";
import { addressOf, Recipient } from "@/lib/billing/billing/mail-recipient";
import { livePlan } from "@/lib/billing/billing/partner-standing";
import {
  CONTRACT_BESIDE_PLAN_JOB,
  PAYMENT_FAILED_JOB,
  PLAN_ENDED_JOB,
  PLAN_STARTED_JOB,
  TRIAL_REFUSED_JOB,
  tellBillingPeople,
} from "@/lib/billing/billing/tell-billing-people";
import { formatMoney } from "@/lib/money/format-money";
import { CONTRACT_BEGAN_JOB } from "@/lib/partners/partners/update-contract";
import { graceEnd } from "@/lib/plans/live-access";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import type { Subscription as SubscriptionRow } from "@/lib/platform/prisma/client";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const billingPage = (ctx: Context) => linkTo(ctx, "/partner/billing");

const sendPaymentFailed = job({
  name: PAYMENT_FAILED_JOB,
  payload: Recipient.extend({ invoice_id: z.string() }),
  async run(ctx, payload) {
    const found = await addressOf(ctx, payload);
    const invoice = await ctx.db.invoice.findFirst({
      where: { id: payload.invoice_id, partnerId: payload.partner_id },
    });
    // Paid in the meantime: no news.
    if (found === null || invoice === null || invoice.status !== "open") return;
    const { to, partner } = found;
    const blockedAt = graceEnd(partner.pastDueSince);
    const { nextPaymentAttemptAt } = invoice;
    await sendMail(ctx, {
      to,
      subject: `A payment of ${inMail(partner.companyName)} did not go through`,
      text: [
        `We could not collect ${formatMoney(invoice.amountRemainingMinor, invoice.currency)} for invoice ${invoice.number ?? invoice.id}.`,
        "",
        "Change the payment method, or pay the invoice, here:",
        billingPage(ctx),
        "",
        ...(nextPaymentAttemptAt === null
          ? []
          : [`It is tried again on ${day.format(nextPaymentAttemptAt)} (UTC).`]),
        ...(blockedAt === null
          ? []
          : [
              `Until ${day.format(blockedAt)} (UTC) nothing changes. If it is still unpaid then, live calls that are charged for are refused; reading and test keys go on working.`,
            ]),
      ].join("\n"),
    });
  },
});

const PlanMail = Recipient.extend({ subscription_id: z.string() });

/** Whom to tell, and of which plan; null where either is gone. */
async function planOf(ctx: Context, payload: z.output<typeof PlanMail>) {
  const found = await addressOf(ctx, payload);
  const plan = await ctx.db.subscription.findFirst({
    where: { id: payload.subscription_id, partnerId: payload.partner_id, tier: { not: null } },
  });
  return found === null || plan === null ? null : { ...found, plan };
}

/**
 * What the plan costs and when, after coupons, as Stripe will charge it next; null where nothing will come. Credit is not
 * part of a price.
 */
async function nextCharge(ctx: Context, plan: SubscriptionRow): Promise<string | null> {
  const invoice = await previewNext(ctx, plan.id);
  if (invoice === null) return null;
  const list = plan.amountMinor ?? invoice.total;
  const price = formatMoney(invoice.total, invoice.currency);
  return invoice.total < list
    ? `${price} (${formatMoney(list, invoice.currency)} less your discount)`
    : price;
}

const sendPlanStarted = job({
  name: PLAN_STARTED_JOB,
  payload: PlanMail,
  async run(ctx, payload) {
    const found = await planOf(ctx, payload);
    if (found === null || found.plan.endedAt !== null) return;
    const { to, partner, plan } = found;
    const trial = plan.status === "trialing" ? plan.trialEnd : null;
    const next = await nextCharge(ctx, plan);
    const first = trial === null ? await firstCharge(ctx, plan) : null;
    await sendMail(ctx, {
      to,
      subject: `The ${plan.tier} plan of ${inMail(partner.companyName)} has begun`,
      text: [
        `${inMail(partner.companyName)} is on the ${plan.tier} plan. Live keys follow its limits within a minute.`,
        "",
        ...(first === null ? [] : [`The first ${plan.interval} cost ${formatMoney(first, plan.currency)}.`]),
        ...(trial === null
          ? []
          : [
              `The trial lasts until ${day.format(trial)} (UTC). Nothing is charged before that, and nothing at all if you cancel by then.`,
            ]),
        ...(next === null
          ? []
          : [
              `The next ${plan.interval} begins on ${day.format(trial ?? plan.currentPeriodEnd)} (UTC) and costs ${next}. Live calls are billed by the calendar month.`,
            ]),
        "",
        "Change or cancel it here:",
        billingPage(ctx),
      ].join("\n"),
    });
  },
});

/** What was charged for the period that has begun, after coupons; null where we have not read its invoice yet. */
async function firstCharge(ctx: Context, { id, partnerId }: SubscriptionRow): Promise<number | null> {
  const invoice = await ctx.db.invoice.findFirst({
    where: { subscriptionId: id, partnerId, billingReason: "subscription_create" },
  });
  return invoice?.totalMinor ?? null;
}

const sendPlanEnded = job({
  name: PLAN_ENDED_JOB,
  payload: PlanMail,
  async run(ctx, payload) {
    const found = await planOf(ctx, payload);
    if (found === null) return;
    const { to, partner, plan } = found;
    await sendMail(ctx, {
      to,
      subject: `The ${plan.tier} plan of ${inMail(partner.companyName)} has ended`,
      text: [
        `The ${plan.tier} plan of ${inMail(partner.companyName)} has ended. Live calls are refused from now on; test keys go on working, and nothing of yours is deleted.`,
        "",
        "Live calls since the last invoice are on a final one.",
        "",
        "To go on, choose a plan here:",
        billingPage(ctx),
      ].join("\n"),
    });
  },
});

const sendTrialRefused = job({
  name: TRIAL_REFUSED_JOB,
  payload: PlanMail,
  async run(ctx, payload) {
    const found = await planOf(ctx, payload);
    if (found === null) return;
    const { to, partner, plan } = found;
    await sendMail(ctx, {
      to,
      subject: `The trial of ${inMail(partner.companyName)} did not start`,
      text: [
        `A trial is for one person and one card, once. You or your card have already had one, so the trial of the ${plan.tier} plan did not start.`,
        "",
        "Nothing was charged, and nothing of yours has changed. You can choose the plan without a trial here:",
        billingPage(ctx),
      ].join("\n"),
    });
  },
});

/** Whoever has a contract may still be paying for a plan at Stripe: each is told once. */
const tellContractBegan = job({
  name: CONTRACT_BEGAN_JOB,
  payload: z.object({ partner_id: z.uuid() }),
  run: (ctx, { partner_id }) =>
    transaction(ctx, async (tx) => {
      const plan = livePlan(await tx.subscription.findMany({ where: { partnerId: partner_id } }));
      if (plan === null || plan.cancelAt !== null) return;
      await tellBillingPeople(tx, partner_id, CONTRACT_BESIDE_PLAN_JOB, { subscription_id: plan.id });
    }),
});

const sendContractBesidePlan = job({
  name: CONTRACT_BESIDE_PLAN_JOB,
  payload: PlanMail,
  async run(ctx, payload) {
    const found = await planOf(ctx, payload);
    if (found === null || found.plan.endedAt !== null) return;
    const { to, partner, plan } = found;
    const next = await nextCharge(ctx, plan);
    await sendMail(ctx, {
      to,
      subject: `Your contract has begun, and your ${plan.tier} plan continues`,
      text: [
        `${inMail(partner.companyName)} now has a contract with us. Your ${plan.tier} subscription was not ended by it.`,
        "",
        next === null
          ? "It continues until you cancel it."
          : `It renews on ${day.format(plan.currentPeriodEnd)} (UTC) for ${next}, until you cancel it.`,
        "",
        "Cancel it here:",
        billingPage(ctx),
      ].join("\n"),
    });
  },
});

export const billingMails = [
  sendPaymentFailed,
  sendPlanStarted,
  sendPlanEnded,
  sendTrialRefused,
  tellContractBegan,
  sendContractBesidePlan,
];
