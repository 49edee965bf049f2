import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { billingMails } from "@/lib/billing/billing/billing-mails";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { readCheckout } from "@/lib/billing/billing/read-checkout";
import { startCheckout } from "@/lib/billing/billing/start-checkout";
import { PLAN_STARTED_JOB, TRIAL_REFUSED_JOB } from "@/lib/billing/billing/tell-billing-people";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { answerAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { payHostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const town = new BillingTown(own);

beforeAll(async () => {
  setSettings();
  await town.open();
});

afterEach(async () => {
  await town.close();
  await own.prisma.trialClaim.deleteMany({});
});

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown) => thrown);
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "done";
}

async function inTrial() {
  const ctx = await town.partner();
  await town.buy(ctx, "research", { trial_period_days: 14 });
  await town.follow(ctx);
  return ctx;
}

const charges = async (ctx: PartnerContext) => {
  const { data } = await town.stripe.charges.list({ customer: await ensureCustomer(ctx), limit: 100 });
  return data.filter(({ paid }) => paid).map(({ amount }) => amount);
};

describe("a change of plan in a trial", () => {
  it("ends the trial, charges what was shown at once, and is charged again on the day that was shown", async () => {
    const ctx = await inTrial();
    await town.advance(3);
    const shown = await previewPlanChange(ctx, { tier: "enterprise" });
    expect(shown).toMatchObject({ ends_trial: true, due_now_minor: 10_000_000, credit_minor: 0 });
    await changePlan(ctx, { quote_id: shown.quote_id });
    await town.follow(ctx);
    expect(await charges(ctx)).toEqual([10_000_000]);
    const { plan } = await getBilling(ctx);
    expect(plan).toMatchObject({ tier: "enterprise", status: "active", trial_end: null });
    expect(plan?.current_period_end).toBe(shown.next_charge_at);
    const usage = { partnerId: ctx.partnerId, kind: "usage", endedAt: null } as const;
    expect(await own.prisma.subscription.count({ where: usage })).toBe(1);
  }, 60_000);

  it("to a smaller plan is charged at once, too: nothing of a trial is worth credit", async () => {
    const ctx = await inTrial();
    await town.advance(1);
    const shown = await previewPlanChange(ctx, { tier: "starter" });
    expect(shown).toMatchObject({ direction: "downgrade", due_now_minor: 500_000, credit_minor: 0 });
    await changePlan(ctx, { quote_id: shown.quote_id });
    await town.follow(ctx);
    expect(await charges(ctx)).toEqual([500_000]);
    expect((await getBilling(ctx)).plan).toMatchObject({
      status: "active",
      current_period_end: shown.next_charge_at,
    });
  }, 60_000);

  it("whose charge is declined changes nothing, and the trial ends on its own day", async () => {
    const ctx = await inTrial();
    const before = (await getBilling(ctx)).plan;
    await town.payWithPlan(ctx, "pm_card_chargeCustomerFail");
    const shown = await previewPlanChange(ctx, { tier: "enterprise" });
    expect(await refusal(changePlan(ctx, { quote_id: shown.quote_id }))).toBe("card_declined");
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject({
      tier: "research",
      pending_change: null,
      overdue: [],
      plan: before,
    });
  }, 60_000);

  it("that the bank wants consent for leaves the trial as it is until it is given", async () => {
    const ctx = await inTrial();
    const before = (await getBilling(ctx)).plan;
    await town.payWithPlan(ctx, "pm_card_threeDSecure2Required");
    const shown = await previewPlanChange(ctx, { tier: "enterprise" });
    expect(await changePlan(ctx, { quote_id: shown.quote_id })).toHaveProperty("consent_url");
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject({
      tier: "research",
      plan: before,
      pending_change: { tier: "enterprise", due_minor: 10_000_000 },
    });
    const customer = await ensureCustomer(ctx);
    const [intent] = (await town.stripe.paymentIntents.list({ customer, limit: 1 })).data;
    await answerAuthentication(town.ctx, { id: intent?.id ?? "", answer: "authorise" });
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject({
      tier: "enterprise",
      status: "active",
      pending_change: null,
      plan: { status: "active", trial_end: null },
    });
  }, 60_000);
});

describe("a trial", () => {
  /** A partner that a person owns. */
  async function owned(email: string, userId = newId()): Promise<{ ctx: PartnerContext; userId: string }> {
    const ctx = await town.partner();
    const now = town.clock.now();
    await own.prisma.user.upsert({
      where: { id: userId },
      create: { id: userId, email, name: "Noor", createdAt: now, updatedAt: now },
      update: {},
    });
    const { partnerId } = ctx;
    await own.prisma.partnerMember.create({
      data: { id: newId(), partnerId, userId, role: "owner", createdAt: now, updatedAt: now },
    });
    return { ctx: { ...ctx, actor: { type: "user", id: userId } }, userId };
  }

  async function checkout(ctx: PartnerContext): Promise<{ id: string; trial: boolean }> {
    const { url } = await startCheckout(ctx, { tier: "research" });
    const id = /cs_test_\w+/.exec(url)?.[0] ?? "";
    const { amount_total } = await town.stripe.checkout.sessions.retrieve(id);
    return { id, trial: amount_total === 0 };
  }

  const pay = (id: string, number: string) =>
    payHostedCheckout(town.ctx, { id, number, expiry: "12 / 40", cvc: "123", name: "Noor Haddad" });
  const [VISA, MASTERCARD, AMEX] = ["4242424242424242", "5555555555554444", "378282246310005"] as const;

  it("is one a person, whichever company they make and whatever their address has after a plus", async () => {
    const first = await owned("noor@example.com");
    const { id, trial } = await checkout(first.ctx);
    expect([trial, (await getBilling(first.ctx)).trial_available]).toEqual([true, true]);
    await pay(id, VISA);
    expect(await readCheckout(first.ctx, { session_id: id })).toEqual({ state: "confirmed" });
    const again = await owned("noor@example.com", first.userId);
    const renamed = await owned("noor+2@example.com");
    const stranger = await owned("bo@example.com");
    for (const { ctx } of [again, renamed]) {
      expect((await getBilling(ctx)).trial_available).toBe(false);
      expect((await checkout(ctx)).trial).toBe(false);
    }
    expect((await checkout(stranger.ctx)).trial).toBe(true);
  }, 60_000);

  it("is one a card: a second is ended before it gives anything, unpaid, and says so", async () => {
    const [first, second] = [await owned("ann@example.com"), await owned("ben@example.com")];
    const one = await checkout(first.ctx);
    await pay(one.id, MASTERCARD);
    await town.follow(first.ctx);
    const other = await checkout(second.ctx);
    expect(other.trial).toBe(true);
    await pay(other.id, MASTERCARD);
    expect(await readCheckout(second.ctx, { session_id: other.id })).toEqual({ state: "trial_used" });
    await town.follow(second.ctx);
    expect(await getBilling(second.ctx)).toMatchObject({
      tier: "free",
      status: "none",
      plan: null,
      trial_available: false,
    });
    expect(await charges(second.ctx)).toEqual([]);
    const told = async (job: string) =>
      (await own.queued(job)).filter(({ partner_id }) => partner_id === second.ctx.partnerId);
    expect(await told(PLAN_STARTED_JOB)).toEqual([]);
    const [mail] = await told(TRIAL_REFUSED_JOB);
    expect(mail).toMatchObject({ user_id: second.userId });
    await runJob(billingMails, TRIAL_REFUSED_JOB, town.ctx, mail ?? {});
    expect(await getBilling(first.ctx)).toMatchObject({ tier: "research", status: "active" });
    // Without a trial the same card is as good as any.
    await town.advance(1);
    const bought = await checkout(second.ctx);
    expect(bought.trial).toBe(false);
    await pay(bought.id, MASTERCARD);
    expect(await readCheckout(second.ctx, { session_id: bought.id })).toEqual({ state: "confirmed" });
  }, 60_000);

  it("is one also where two companies of one person check out at once, with two cards", async () => {
    const first = await owned("cleo@example.com");
    const second = await owned("cleo@example.com", first.userId);
    const [one, other] = [await checkout(first.ctx), await checkout(second.ctx)];
    expect([one.trial, other.trial]).toEqual([true, true]);
    await pay(one.id, VISA);
    await pay(other.id, AMEX);
    const states = await Promise.all([
      readCheckout(first.ctx, { session_id: one.id }),
      readCheckout(second.ctx, { session_id: other.id }),
    ]);
    expect(states.map(({ state }) => state).toSorted()).toEqual(["confirmed", "trial_used"]);
  }, 60_000);
});

describe("the mail of a plan that has begun", () => {
  async function mailOf(ctx: PartnerContext): Promise<string> {
    const [payload] = (await own.queued(PLAN_STARTED_JOB)).filter(
      ({ partner_id }) => partner_id === ctx.partnerId,
    );
    await runJob(billingMails, PLAN_STARTED_JOB, town.ctx, payload ?? {});
    const { email } = await own.prisma.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
    const [mail] = await own.prisma.keptMail.findMany({ where: { to: email }, orderBy: { at: "desc" } });
    return mail?.text ?? "";
  }

  it.each([
    ["forever", "The first month cost $4,000.00.", "costs $4,000.00 ($5,000.00 less your discount)."],
    ["once", "The first month cost $4,000.00.", "costs $5,000.00."],
  ] as const)("names the price after a coupon that lasts %s", async (duration, first, next) => {
    const ctx = await town.partner();
    const coupon = await town.stripe.coupons.create({ percent_off: 20, duration });
    await town.buy(ctx, "starter", { discounts: [{ coupon: coupon.id }] });
    await town.follow(ctx);
    const text = await mailOf(ctx);
    expect(text).toContain(first);
    expect(text).toContain(next);
  });

  it("names what a trial with a coupon is charged when it ends", async () => {
    const ctx = await town.partner();
    const coupon = await town.stripe.coupons.create({ percent_off: 50, duration: "once" });
    await town.buy(ctx, "research", { trial_period_days: 14, discounts: [{ coupon: coupon.id }] });
    await town.follow(ctx);
    expect(await mailOf(ctx)).toContain("costs $5,000.00 ($10,000.00 less your discount).");
  });
});
