import Stripe from "stripe";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { billingMails } from "@/lib/billing/billing/billing-mails";
import { cancelPlan } from "@/lib/billing/billing/cancel-plan";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { findInvoicePage } from "@/lib/billing/billing/find-invoice-page";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { getNextInvoices } from "@/lib/billing/billing/get-next-invoices";
import { getPaymentMethod } from "@/lib/billing/billing/get-payment-method";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { processStripeEvent } from "@/lib/billing/billing/process-stripe-event";
import { readPayments } from "@/lib/billing/billing/read-payments";
import { receiveStripeEvent } from "@/lib/billing/billing/receive-stripe-event";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { resumePlan } from "@/lib/billing/billing/resume-plan";
import { startUsage } from "@/lib/billing/billing/start-usage";
import {
  CONTRACT_BESIDE_PLAN_JOB,
  PAYMENT_FAILED_JOB,
  PLAN_ENDED_JOB,
  PLAN_STARTED_JOB,
} from "@/lib/billing/billing/tell-billing-people";
import { withdrawPlanChange } from "@/lib/billing/billing/withdraw-plan-change";
import { type AccountName, receivable } from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { CONTRACT_BEGAN_JOB, updateContract } from "@/lib/partners/partners/update-contract";
import { liveAccessOf } from "@/lib/plans/live-access";
import type { PartnerContext } from "@/lib/platform/context";
import { answerAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const town = new BillingTown(own);

beforeAll(async () => {
  setSettings();
  await town.open();
});

afterEach(() => town.close());

const partnerOf = (ctx: PartnerContext) =>
  own.prisma.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
const balance = async (account: AccountName) => (await readBalance(town.ctx, account, "USD")).amountMinor;
const owes = (ctx: PartnerContext) => balance(receivable(ctx.partnerId));
const movements = (ctx: PartnerContext) =>
  own.prisma.mrrMovement.findMany({
    where: { partnerId: ctx.partnerId },
    orderBy: { key: "asc" },
    select: { kind: true, beforeMinor: true, afterMinor: true },
  });
const events = async (ctx: PartnerContext, type: string) =>
  own.prisma.partnerEvent.count({ where: { partnerId: ctx.partnerId, type } });
const mails = async (ctx: PartnerContext, job: string) =>
  (await own.queued(job)).filter(({ partner_id }) => partner_id === ctx.partnerId).length;

/** What the invoices of a partner brought the house's own accounts, as the books have it. */
async function booked(ctx: PartnerContext): Promise<Record<string, number>> {
  const rows = await own.rows<{ kind: string; cents: string }>(
    `SELECT account.kind, sum(entry.amount_minor) AS cents
     FROM ledger_entries entry JOIN ledger_accounts account ON account.id = entry.account_id
     JOIN ledger_transactions posted ON posted.id = entry.transaction_id
     JOIN invoices ON posted.key LIKE 'invoice:' || invoices.id || ':%'
     WHERE invoices.partner_id = $1 AND account.kind <> 'receivable' GROUP BY account.kind`,
    [ctx.partnerId],
  );
  const read = (kind: string) => Number(rows.find((row) => row.kind === kind)?.cents ?? 0);
  return {
    cash: read("cash"),
    // Earned or still to be earned.
    revenue: 0 - read("subscription_revenue") - read("deferred_revenue"),
    usage: 0 - read("usage_revenue"),
    credits: read("credits"),
  };
}

/** What it gained meanwhile. */
async function gained(ctx: PartnerContext, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await booked(ctx);
  await work();
  const after = await booked(ctx);
  return Object.fromEntries(Object.entries(after).map(([name, now]) => [name, now - (before[name] ?? 0)]));
}

async function subscriber(tier: "starter" | "professional" = "starter"): Promise<PartnerContext> {
  const ctx = await town.partner();
  await town.buy(ctx, tier);
  await town.follow(ctx);
  return ctx;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown) => thrown);
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "done";
}

describe("a plan that is bought", () => {
  it("gives its tier, stands in the books once, and has live calls billed by the calendar month", async () => {
    const ctx = await town.partner();
    const money = await gained(ctx, async () => {
      await town.buy(ctx, "starter");
      await town.follow(ctx);
    });
    expect(money).toEqual({ cash: 500_000, revenue: 500_000, usage: 0, credits: 0 });
    expect(await owes(ctx)).toBe(0);
    expect(await partnerOf(ctx)).toMatchObject({
      tier: "starter",
      subscriptionStatus: "active",
      pastDueSince: null,
      byContract: false,
    });
    expect(await movements(ctx)).toEqual([{ kind: "new", beforeMinor: 0, afterMinor: 500_000 }]);
    const usage = await own.prisma.subscription.findMany({
      where: { partnerId: ctx.partnerId, kind: "usage" },
    });
    expect(usage).toHaveLength(1);
    expect(usage[0]?.currentPeriodEnd.toISOString()).toBe("2027-02-01T00:00:00.000Z");
    expect(await events(ctx, "invoice.paid")).toBe(1);
    expect(await mails(ctx, PLAN_STARTED_JOB)).toBe(1);
    const { method } = await getPaymentMethod(ctx);
    expect(method).toMatchObject({ brand: "visa", last4: "4242" });
    const next = await getNextInvoices(ctx);
    expect(next.map(({ kind, due_minor, at }) => [kind, due_minor, at])).toEqual([
      ["usage", 0, "2027-02-01T00:00:00.000Z"],
      ["plan", 500_000, "2027-02-10T09:00:00.000Z"],
    ]);
    expect(next[0]?.lines).toMatchObject([{ description: "0 pairs scored, at $0.00005 each", quantity: 0 }]);
    expect((await listInvoices(ctx, { limit: 20 })).data).toMatchObject([
      { kind: "plan", status: "paid", total_minor: 500_000 },
    ]);
  });

  it("with a coupon leaves that much less to earn, and counts for what it brings", async () => {
    const ctx = await town.partner();
    const coupon = await town.stripe.coupons.create({ percent_off: 20, duration: "forever" });
    const money = await gained(ctx, async () => {
      await town.buy(ctx, "starter", { discounts: [{ coupon: coupon.id }] });
      await town.follow(ctx);
    });
    expect(money).toEqual({ cash: 400_000, revenue: 400_000, usage: 0, credits: 0 });
    expect(await owes(ctx)).toBe(0);
    expect(await movements(ctx)).toEqual([{ kind: "new", beforeMinor: 0, afterMinor: 400_000 }]);
  });
});

describe("a trial", () => {
  it("gives the tier for nothing, bills no live calls, and is charged for when it ends", async () => {
    const ctx = await town.partner();
    const before = await gained(ctx, async () => {
      await town.buy(ctx, "research", { trial_period_days: 14 });
      await town.follow(ctx);
    });
    expect(before).toEqual({ cash: 0, revenue: 0, usage: 0, credits: 0 });
    expect(await partnerOf(ctx)).toMatchObject({ tier: "research", subscriptionStatus: "active" });
    expect(await movements(ctx)).toEqual([]);
    const count = () =>
      own.prisma.subscription.count({ where: { partnerId: ctx.partnerId, kind: "usage", endedAt: null } });
    expect(await count()).toBe(0);
    expect((await getBilling(ctx)).plan).toMatchObject({
      status: "trialing",
      trial_end: new Date(town.clock.now().getTime() + 14 * 86_400_000).toISOString(),
    });
    await town.advance(15);
    await town.follow(ctx);
    expect(await count()).toBe(1);
    expect(await owes(ctx)).toBe(0);
    expect(await movements(ctx)).toEqual([{ kind: "new", beforeMinor: 0, afterMinor: 83_333 }]);
  });
});

describe("a change of plan", () => {
  it("up costs what was shown, once, however often it is confirmed", async () => {
    const ctx = await subscriber();
    await town.advance(10);
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    expect(shown).toMatchObject({ direction: "upgrade", amount_minor: 2_500_000, interval: "month" });
    expect(shown.due_now_minor).toBe(shown.lines.reduce((sum, line) => sum + line.amount_minor, 0));
    const money = await gained(ctx, async () => {
      const tries = await Promise.all([
        refusal(changePlan(ctx, { quote_id: shown.quote_id })),
        refusal(changePlan(ctx, { quote_id: shown.quote_id })),
      ]);
      expect(tries.toSorted()).toEqual(["done", "preview_outdated"]);
      await town.follow(ctx);
    });
    expect(money).toEqual({ cash: shown.due_now_minor, revenue: shown.due_now_minor, usage: 0, credits: 0 });
    expect(await partnerOf(ctx)).toMatchObject({ tier: "professional", subscriptionStatus: "active" });
    expect((await movements(ctx)).map(({ kind }) => kind)).toEqual(["new", "expansion"]);
    expect(await owes(ctx)).toBe(0);
  });

  it("is not made for another amount than was shown, nor without a word about it", async () => {
    const ctx = await subscriber();
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    const { stripeCustomerId } = await partnerOf(ctx);
    await town.stripe.customers.update(stripeCustomerId ?? "", { balance: -1 });
    expect(await refusal(changePlan(ctx, { quote_id: shown.quote_id }))).toBe("preview_outdated");
    expect((await partnerOf(ctx)).tier).toBe("starter");
    const anew = await previewPlanChange(ctx, { tier: "professional" });
    expect(anew.due_now_minor).toBe(shown.due_now_minor - 1);
    await town.stripe.customers.update(stripeCustomerId ?? "", { balance: 0 });
  });

  it("down leaves credit, which the books owe and the next invoice uses up", async () => {
    const ctx = await subscriber("professional");
    await town.advance(10);
    const shown = await previewPlanChange(ctx, { tier: "starter" });
    expect(shown).toMatchObject({ direction: "downgrade", due_now_minor: 0 });
    expect(shown.credit_minor).toBe(-shown.total_minor);
    const money = await gained(ctx, async () => {
      await changePlan(ctx, { quote_id: shown.quote_id });
      await town.follow(ctx);
    });
    expect(money).toEqual({ cash: 0, revenue: shown.total_minor, usage: 0, credits: 0 });
    expect(await owes(ctx)).toBe(-shown.credit_minor);
    expect((await getPaymentMethod(ctx)).credit_minor).toBe(shown.credit_minor);
    expect((await movements(ctx)).map(({ kind }) => kind)).toEqual(["new", "contraction"]);
    await town.advance(25);
    await town.follow(ctx);
    expect(await owes(ctx)).toBe(500_000 - shown.credit_minor);
    expect((await reconcileBilling(town.ctx)).differences).toBe(0);
  });

  it("that waits for consent changes nothing, is not overdue, and takes force once it is paid", async () => {
    const { ctx, shown, confirm, invoice, intent } = await town.waiting();
    await town.follow(ctx);
    const meanwhile = { tier: "starter", subscriptionStatus: "active", pastDueSince: null };
    expect(await partnerOf(ctx)).toMatchObject(meanwhile);
    expect(await getBilling(ctx)).toMatchObject({
      overdue: [],
      plan: { tier: "starter", status: "active" },
      pending_change: {
        tier: "professional",
        invoice_id: invoice,
        due_minor: shown.due_now_minor,
        expires_at: new Date(town.clock.now().getTime() + 23 * 3_600_000).toISOString(),
      },
    });
    expect((await listInvoices(ctx, { limit: 1 })).data).toMatchObject([{ waits_for_consent: true }]);
    const payment = async () => (await readPayments(ctx, { invoice_ids: [invoice] }))[0]?.state;
    expect(await payment()).toBe("waiting");
    expect(await mails(ctx, PAYMENT_FAILED_JOB)).toBe(0);
    expect(await owes(ctx)).toBe(shown.due_now_minor);
    expect((await reconcileBilling(town.ctx)).differences).toBe(0);
    expect(await refusal(confirm())).toBe("preview_outdated");
    await answerAuthentication(town.ctx, { id: intent, answer: "authorise" });
    // Paid, and not in force here.
    await own.prisma.invoice.update({ where: { id: invoice }, data: { status: "paid" } });
    expect(await payment()).toBe("waiting");
    expect((await getBilling(ctx)).settling).toMatchObject([{ invoice_id: invoice, tier: "professional" }]);
    // Whichever of Stripe's messages is dealt with first.
    await applySubscription(town.ctx, (await getBilling(ctx)).plan?.subscription_id ?? "");
    expect(await partnerOf(ctx)).toMatchObject({ ...meanwhile, tier: "professional" });
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject({ overdue: [], pending_change: null, tier: "professional" });
    expect(await payment()).toBe("paid");
    expect(await booked(ctx)).toMatchObject({
      cash: 500_000 + shown.due_now_minor,
      revenue: 500_000 + shown.due_now_minor,
    });
    expect(await owes(ctx)).toBe(0);
    expect((await movements(ctx)).map(({ kind }) => kind)).toEqual(["new", "expansion"]);
    expect(await refusal(confirm())).toBe("preview_outdated");
  });

  it("that waits in vain is dropped, and the books hold nothing of it", async () => {
    const { ctx, confirm, invoice } = await town.waiting();
    await town.follow(ctx);
    await town.advance(1);
    await applySubscription(town.ctx, (await getBilling(ctx)).plan?.subscription_id ?? "");
    const meanwhile = { tier: "starter", subscriptionStatus: "active", pastDueSince: null };
    expect(await partnerOf(ctx)).toMatchObject(meanwhile);
    await town.follow(ctx);
    expect(await partnerOf(ctx)).toMatchObject(meanwhile);
    expect((await getBilling(ctx)).pending_change).toBeNull();
    expect((await listInvoices(ctx, { limit: 1 })).data).toMatchObject([
      { id: invoice, status: "void", waits_for_consent: false },
    ]);
    expect(await booked(ctx)).toMatchObject({ cash: 500_000, revenue: 500_000 });
    expect(await owes(ctx)).toBe(0);
    expect((await movements(ctx)).map(({ kind }) => kind)).toEqual(["new"]);
    expect((await reconcileBilling(town.ctx)).differences).toBe(0);
    expect(await refusal(confirm())).toBe("preview_outdated");
  });

  it("that waits can be withdrawn, any number of times, and the plan there is goes on as if it had never been asked for", async () => {
    const { ctx, confirm, invoice, intent } = await town.waiting();
    await town.follow(ctx);
    const withdraw = () => withdrawPlanChange(ctx, { invoice_id: invoice });
    await Promise.all([withdraw(), withdraw()]);
    // Before any message of Stripe's comes.
    const stays = { overdue: [], pending_change: null, tier: "starter", status: "active" };
    expect(await getBilling(ctx)).toMatchObject({ ...stays, plan: { tier: "starter", cancel_at: null } });
    expect(await readPayments(ctx, { invoice_ids: [invoice] })).toEqual([
      { invoice_id: invoice, state: "dropped" },
    ]);
    await withdraw();
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject(stays);
    expect((await listInvoices(ctx, { limit: 1 })).data).toMatchObject([{ id: invoice, status: "void" }]);
    expect((await town.stripe.paymentIntents.retrieve(intent)).status).toBe("canceled");
    expect(await booked(ctx)).toMatchObject({ cash: 500_000, revenue: 500_000 });
    expect(await owes(ctx)).toBe(0);
    expect((await movements(ctx)).map(({ kind }) => kind)).toEqual(["new"]);
    expect((await reconcileBilling(town.ctx)).differences).toBe(0);
    expect(
      await own.prisma.auditEvent.findMany({
        where: { partnerId: ctx.partnerId, action: "partner.plan_change_withdrawn" },
        select: { details: true },
      }),
    ).toEqual([{ details: { tier: "professional" } }]);
    expect(await refusal(confirm())).toBe("preview_outdated");
    await town.advance(1);
    const anew = await previewPlanChange(ctx, { tier: "professional" });
    expect(await changePlan(ctx, { quote_id: anew.quote_id })).toHaveProperty("consent_url");
  });

  it("is withdrawn only while it waits: not what was paid for in the meantime, and never another invoice", async () => {
    const { ctx, invoice, intent } = await town.waiting();
    const [first] = (await listInvoices(ctx, { limit: 20 })).data.toReversed();
    const withdraw = (invoice_id: string, as = ctx) => refusal(withdrawPlanChange(as, { invoice_id }));
    expect(await withdraw(first?.id ?? "")).toBe("no_pending_change");
    expect(await withdraw("in_none")).toBe("no_pending_change");
    const other = await subscriber();
    expect(await withdraw(invoice, other)).toBe("no_pending_change");
    expect(await withdraw(invoice, await town.partner())).toBe("not_subscribed");
    expect((await getBilling(ctx)).pending_change).toMatchObject({ invoice_id: invoice });
    // Our books have not heard of it.
    await answerAuthentication(town.ctx, { id: intent, answer: "authorise" });
    expect(await withdraw(invoice)).toBe("no_pending_change");
    expect(await getBilling(ctx)).toMatchObject({ pending_change: null, tier: "professional", overdue: [] });
    await town.follow(ctx);
    expect(await owes(ctx)).toBe(0);
  });

  it("that waits is dropped where the plan is cancelled", async () => {
    const { ctx } = await town.waiting();
    await cancelPlan(ctx);
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject({
      pending_change: null,
      overdue: [],
      plan: { tier: "starter", cancel_at: expect.any(String) },
    });
    expect(await owes(ctx)).toBe(0);
  });

  it("whose charge is declined changes nothing", async () => {
    const ctx = await subscriber();
    await town.payWith(ctx, "pm_card_chargeCustomerFail");
    await town.advance(3);
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    const money = await gained(ctx, async () => {
      expect(await refusal(changePlan(ctx, { quote_id: shown.quote_id }))).toBe("card_declined");
      await town.follow(ctx);
    });
    expect(money).toEqual({ cash: 0, revenue: 0, usage: 0, credits: 0 });
    expect(await partnerOf(ctx)).toMatchObject({ tier: "starter", subscriptionStatus: "active" });
    expect(await getBilling(ctx)).toMatchObject({ pending_change: null, overdue: [] });
    expect(await mails(ctx, PAYMENT_FAILED_JOB)).toBe(0);
    expect(await owes(ctx)).toBe(0);
  });
});

describe("a cancelled plan", () => {
  it("goes on until its period ends, can be taken back, and then ends with a final invoice of usage", async () => {
    const ctx = await subscriber();
    await cancelPlan(ctx);
    expect((await getBilling(ctx)).plan?.cancel_at).toBe((await getBilling(ctx)).plan?.current_period_end);
    expect(await partnerOf(ctx)).toMatchObject({ tier: "starter", subscriptionStatus: "active" });
    await resumePlan(ctx);
    expect((await getBilling(ctx)).plan?.cancel_at).toBeNull();
    await cancelPlan(ctx);
    await town.follow(ctx);
    await town.advance(32);
    await town.follow(ctx);
    const partner = await partnerOf(ctx);
    expect(partner).toMatchObject({ tier: "free", subscriptionStatus: "cancelled", pastDueSince: null });
    expect(liveAccessOf(partner)).toEqual({ reads: false, chargesUntilMs: Number.NEGATIVE_INFINITY });
    const subscriptions = await own.prisma.subscription.findMany({ where: { partnerId: ctx.partnerId } });
    expect(subscriptions.map(({ kind, status }) => [kind, status]).sort()).toEqual([
      ["plan", "canceled"],
      ["usage", "canceled"],
    ]);
    expect(await mails(ctx, PLAN_ENDED_JOB)).toBe(1);
    expect((await movements(ctx)).map(({ kind }) => kind)).toEqual(["new", "churn"]);
    expect(await refusal(cancelPlan(ctx))).toBe("not_subscribed");
  });

  it("that ended at Stripe before we heard of it is no plan to cancel or to resume", async () => {
    for (const verb of [cancelPlan, resumePlan]) {
      const ctx = await town.partner();
      const { id } = await town.buy(ctx, "starter");
      await town.follow(ctx);
      await town.stripe.subscriptions.cancel(id);
      expect(await refusal(verb(ctx))).toBe("not_subscribed");
      expect(await partnerOf(ctx)).toMatchObject({ tier: "free", subscriptionStatus: "cancelled" });
    }
  });
});

it("does not begin to bill live calls of a plan that has ended at Stripe, unheard", async () => {
  for (const card of ["plan's", "customer's"]) {
    const ctx = await town.partner();
    const { id } = await town.buy(ctx, "starter");
    await town.deal();
    // The card stays with the plan, or the customer has it: either way there is nothing to charge any more.
    if (card === "customer's") await town.stripe.subscriptions.update(id, { default_payment_method: "" });
    await town.stripe.subscriptions.cancel(id);
    await startUsage(town.ctx, { partner_id: ctx.partnerId });
    const customer = (await partnerOf(ctx)).stripeCustomerId ?? "";
    const made = await town.stripe.subscriptions.list({ customer, status: "all" });
    expect(made.data.filter(({ metadata }) => metadata.kind === "usage")).toEqual([]);
    expect(await partnerOf(ctx)).toMatchObject({ tier: "free", subscriptionStatus: "cancelled" });
  }
});

describe("a payment that fails", () => {
  it("takes nothing away for seven days, then what is charged for, and gives it back once it is made", async () => {
    const ctx = await subscriber();
    await town.payWith(ctx, "pm_card_chargeCustomerFail");
    await town.advance(32);
    await town.follow(ctx);
    const partner = await partnerOf(ctx);
    expect(partner).toMatchObject({ tier: "starter", subscriptionStatus: "past_due" });
    const since = partner.pastDueSince?.getTime() ?? 0;
    expect(liveAccessOf(partner)).toEqual({ reads: true, chargesUntilMs: since + 7 * 86_400_000 });
    expect(await mails(ctx, PAYMENT_FAILED_JOB)).toBeGreaterThan(0);
    expect(await events(ctx, "invoice.payment_failed")).toBeGreaterThan(0);
    expect(await owes(ctx)).toBe(500_000);
    const { overdue, grace_ends_at } = await getBilling(ctx);
    expect(overdue).toMatchObject([{ status: "open", amount_remaining_minor: 500_000 }]);
    expect(grace_ends_at).toBe(new Date(since + 7 * 86_400_000).toISOString());

    await town.payWith(ctx, "pm_card_visa");
    const invoice = overdue[0]?.id ?? "";
    const payment = async () => (await readPayments(ctx, { invoice_ids: [invoice] }))[0]?.state;
    await town.stripe.invoices.pay(invoice);
    // Of the two messages that come, the invoice's is dealt with first: the plan still looks overdue.
    await applyInvoice(town.ctx, invoice);
    expect(await payment()).toBe("waiting");
    expect(await getBilling(ctx)).toMatchObject({
      overdue: [],
      settling: [{ invoice_id: invoice, number: overdue[0]?.number, tier: null }],
    });
    await town.follow(ctx);
    expect(await payment()).toBe("paid");
    expect((await getBilling(ctx)).settling).toEqual([]);
    expect(await partnerOf(ctx)).toMatchObject({ subscriptionStatus: "active", pastDueSince: null });
    expect(await owes(ctx)).toBe(0);
  });
});

describe("a message of Stripe's", () => {
  const message = async (secret: string, at = Math.floor(Date.now() / 1_000)) => {
    const [event] = await town.events();
    const body = JSON.stringify({ ...event, id: `evt_test_${at}` });
    const signature = await Stripe.webhooks.generateTestHeaderStringAsync({
      payload: body,
      secret,
      timestamp: at,
    });
    return { body, signature };
  };
  const stored = () => own.prisma.stripeEvent.count();

  it("that Stripe did not sign, or signed long ago, is not even stored", async () => {
    const before = await stored();
    const old = Math.floor(Date.now() / 1_000) - 301;
    const good = await message(webhookSecret());
    for (const bad of [
      await message("whsec_somebody_else"),
      await message(webhookSecret(), old),
      { ...good, body: good.body.replace("evt_test", "evt_tost") },
      { ...good, signature: "" },
    ]) {
      expect(await refusal(receiveStripeEvent(town.ctx, bad))).toBe("invalid_stripe_signature");
    }
    expect(await stored()).toBe(before);
  });

  it("that comes twice is stored once, byte for byte", async () => {
    const before = await stored();
    const good = await message(webhookSecret());
    await Promise.all([receiveStripeEvent(town.ctx, good), receiveStripeEvent(town.ctx, good)]);
    expect(await stored()).toBe(before + 1);
    const kept = await own.prisma.stripeEvent.findFirstOrThrow({ where: { payload: good.body } });
    expect(kept.processedAt).toBeNull();
  });
});

describe("a process that was killed", () => {
  it("after it began to bill usage, finds what it made", async () => {
    const ctx = await subscriber();
    await own.prisma.subscription.deleteMany({ where: { partnerId: ctx.partnerId, kind: "usage" } });
    await startUsage(town.ctx, { partner_id: ctx.partnerId });
    const { stripeCustomerId: customer } = await partnerOf(ctx);
    const made = await town.stripe.subscriptions.list({ customer: customer ?? "", status: "all" });
    expect(made.data.filter(({ metadata }) => metadata.kind === "usage")).toHaveLength(1);
  });

  it("before it kept the customer it had made, makes no second", async () => {
    const ctx = await subscriber();
    const { stripeCustomerId } = await partnerOf(ctx);
    await own.prisma.partner.update({ where: { id: ctx.partnerId }, data: { stripeCustomerId: null } });
    const told = await own.prisma.stripeEvent.findFirstOrThrow({
      where: { objectId: stripeCustomerId, type: "customer.created" },
    });
    await own.prisma.stripeEvent.update({ where: { id: told.id }, data: { processedAt: null } });
    await processStripeEvent(town.ctx, { event_id: told.id });
    expect((await partnerOf(ctx)).stripeCustomerId).toBe(stripeCustomerId);
  });
});

describe("a partner by contract", () => {
  it("keeps what an operator has set, whatever Stripe says, is told of a plan that goes on, and can cancel that", async () => {
    const ctx = await subscriber();
    const contract = { partner_id: ctx.partnerId, tier: "agency", subscription_status: "active" } as const;
    await updateContract(town.ctx, contract);
    expect(await refusal(previewPlanChange(ctx, { tier: "professional" }))).toBe("plan_by_contract");
    expect(await own.queued(CONTRACT_BEGAN_JOB)).toContainEqual({ partner_id: ctx.partnerId });
    await runJob(billingMails, CONTRACT_BEGAN_JOB, town.ctx, { partner_id: ctx.partnerId });
    expect(await mails(ctx, CONTRACT_BESIDE_PLAN_JOB)).toBe(1);
    await cancelPlan(ctx);
    expect((await getBilling(ctx)).plan?.cancel_at).not.toBeNull();
    await town.advance(32);
    await town.follow(ctx);
    expect(await partnerOf(ctx)).toMatchObject({
      tier: "agency",
      subscriptionStatus: "active",
      byContract: true,
    });
    expect((await getBilling(ctx)).plan).toBeNull();
    const none = { tier: "free", subscription_status: "none" } as const;
    await updateContract(town.ctx, { partner_id: ctx.partnerId, ...none });
    expect((await own.queued("billing.settle-partner")).length).toBeGreaterThan(0);
    await runJob(billingJobs, "billing.settle-partner", town.ctx, { partner_id: ctx.partnerId });
    expect(await partnerOf(ctx)).toMatchObject({ subscriptionStatus: "cancelled", byContract: false });
  });
});

describe("comparing our books with Stripe's", () => {
  it("finds what was lost or spoilt, mends it, and says what it cannot mend", async () => {
    const ctx = await subscriber();
    const { partnerId } = ctx;
    expect((await reconcileBilling(town.ctx)).differences).toBe(0);
    await own.prisma.partner.update({
      where: { id: partnerId },
      data: { tier: "free", subscriptionStatus: "none" },
    });
    await own.prisma.subscription.updateMany({
      where: { partnerId, kind: "plan" },
      data: { status: "past_due" },
    });
    await own.prisma.invoice.updateMany({ where: { partnerId }, data: { status: "open" } });
    const { differences, healed } = await reconcileBilling(town.ctx);
    expect(differences).toBeGreaterThanOrEqual(2);
    expect(healed).toBe(differences);
    expect(await partnerOf(ctx)).toMatchObject({ tier: "starter", subscriptionStatus: "active" });
    expect((await reconcileBilling(town.ctx)).differences).toBe(0);
    // Money that moved at Stripe and is in no invoice of ours.
    const { stripeCustomerId } = await partnerOf(ctx);
    await town.stripe.customers.update(stripeCustomerId ?? "", { balance: -700 });
    expect(await reconcileBilling(town.ctx)).toEqual({ differences: 1, healed: 0 });
    await town.stripe.customers.update(stripeCustomerId ?? "", { balance: 0 });
  });
});

describe("what is another tenant's", () => {
  it("is not there: invoices, lists and plans", async () => {
    const [mine, theirs] = [await subscriber(), await town.partner()];
    const [invoice] = (await listInvoices(mine, { limit: 1 })).data;
    const id = invoice?.id ?? "";
    expect(await refusal(findInvoicePage(theirs, { invoice_id: id }))).toBe("not_found");
    expect(await refusal(findInvoicePage(theirs, { invoice_id: "in_none" }))).toBe("not_found");
    expect(await refusal(findInvoicePage(mine, { invoice_id: id }))).toBe("done");
    expect((await listInvoices(theirs, { limit: 20 })).data).toEqual([]);
    expect(await readPayments(theirs, { invoice_ids: [id] })).toEqual([]);
    expect(await readPayments(mine, { invoice_ids: [id] })).toHaveLength(1);
    expect((await getBilling(theirs)).plan).toBeNull();
    expect(await refusal(cancelPlan(theirs))).toBe("not_subscribed");
  });
});

it("leaves books that are right, after all of that", async () => {
  expect((await checkLedger(town.ctx)).faults).toEqual([]);
});
