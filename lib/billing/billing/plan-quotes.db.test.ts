import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { cancelPlan } from "@/lib/billing/billing/cancel-plan";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { getPaymentMethod } from "@/lib/billing/billing/get-payment-method";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { ChangePlan } from "@/lib/billing/billing/schemas";
import { type PlanTier, TIERS } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const town = new BillingTown(own);
const DAY_S = 86_400;

beforeAll(async () => {
  setSettings();
  await town.open();
});

afterEach(() => town.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown) => thrown);
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "done";
}

/** Lets seconds pass, at Stripe and here. */
const pass = (seconds: number) => town.advance(seconds / DAY_S);

async function subscriber(tier: PlanTier) {
  const ctx = await town.partner();
  const plan = await town.buy(ctx, tier);
  await town.follow(ctx);
  const { current_period_start: start = 0, current_period_end: end = 0 } = plan.items.data[0] ?? {};
  return { ctx, plan, start, end };
}

const confirm = (ctx: PartnerContext, { quote_id }: { quote_id: string }) => changePlan(ctx, { quote_id });
const tierOf = async (ctx: PartnerContext) => (await getBilling(ctx)).tier;

/** All that Stripe has taken from a partner's card, and what it owes the partner. */
async function moneyOf(ctx: PartnerContext): Promise<{ paid: number; credit: number }> {
  const customer = await ensureCustomer(ctx);
  const { data } = await town.stripe.charges.list({ customer, limit: 100 });
  return {
    paid: data.filter(({ paid }) => paid).reduce((sum, { amount }) => sum + amount, 0),
    credit: (await getPaymentMethod(ctx)).credit_minor,
  };
}

/** The share of a price for the rest of a period, in cents, halves up: counted here without anything of ours. */
const shareOf = (price: number, rest: number, whole: number) => Math.floor((price * rest) / whole + 0.5);

describe("a quote of a change of plan", () => {
  it("costs the remaining time at the difference in price, whenever it is made and confirmed within its life", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 29 * DAY_S }),
        fc.integer({ min: 0, max: 590 }),
        fc.boolean(),
        async (asked, confirmAfter, up) => {
          const [from, to] = up
            ? (["starter", "professional"] as const)
            : (["professional", "starter"] as const);
          const { ctx, start, end } = await subscriber(from);
          // A February is shorter.
          const previewAfter = Math.min(asked, end - start - 600);
          await pass(previewAfter);
          const shown = await previewPlanChange(ctx, { tier: to });
          const rest = end - start - previewAfter;
          const debit = shareOf(TIERS[to].priceMinor, rest, end - start);
          const credit = shareOf(TIERS[from].priceMinor, rest, end - start);
          const difference = debit - credit;
          expect(shown.total_minor).toBe(difference);
          const before = await moneyOf(ctx);
          await pass(confirmAfter);
          await confirm(ctx, shown);
          const after = await moneyOf(ctx);
          expect(after.paid - before.paid).toBe(shown.due_now_minor);
          expect(after.paid - before.paid).toBe(difference >= 50 ? difference : 0);
          expect(after.credit).toBe(Math.max(0, -difference));
          expect(shown.next_charge_at).toBe(new Date(end * 1_000).toISOString());
          await town.close();
        },
      ),
      { numRuns: 6, endOnFailure: true, examples: [[29 * DAY_S + 3_000, 590, true]] },
    );
  }, 240_000);

  it("is confirmed by its id: no moment, amount, plan or price that a client sends is read", () => {
    const quote_id = newId();
    expect(ChangePlan.safeParse({ quote_id }).success).toBe(true);
    const more = fc.constantFrom("proration_date", "due_now_minor", "tier", "price", "expires_at");
    fc.assert(
      fc.property(more, fc.anything(), (name, value) => {
        expect(ChangePlan.safeParse({ quote_id, [name]: value }).success).toBe(false);
      }),
    );
    expect(ChangePlan.safeParse({ quote_id: "1" }).error?.issues).toMatchObject([
      { path: ["quote_id"], message: "Must be the id of a preview. Look at the change again." },
    ]);
  });

  it("is used once, and then answers that it is outdated", async () => {
    const { ctx } = await subscriber("starter");
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    await confirm(ctx, shown);
    const down = await previewPlanChange(ctx, { tier: "starter" });
    await confirm(ctx, down);
    const before = await moneyOf(ctx);
    expect(await refusal(confirm(ctx, shown))).toBe("preview_outdated");
    expect(await refusal(confirm(ctx, down))).toBe("preview_outdated");
    expect(await moneyOf(ctx)).toEqual(before);
  }, 60_000);

  it("is outdated after ten minutes, after another change, and after a cancellation", async () => {
    const { ctx } = await subscriber("starter");
    const late = await previewPlanChange(ctx, { tier: "professional" });
    await pass(600);
    expect(await refusal(confirm(ctx, late))).toBe("preview_outdated");
    const early = await previewPlanChange(ctx, { tier: "professional" });
    await cancelPlan(ctx);
    expect(await refusal(confirm(ctx, early))).toBe("preview_outdated");
    const [first, second] = [
      await previewPlanChange(ctx, { tier: "professional" }),
      await previewPlanChange(ctx, { tier: "enterprise" }),
    ];
    await confirm(ctx, first);
    expect(await refusal(confirm(ctx, second))).toBe("preview_outdated");
    expect(await tierOf(ctx)).toBe("professional");
  }, 60_000);

  it("of the last second of a period is outdated once the plan has renewed or has ended", async () => {
    const { ctx, start, end } = await subscriber("starter");
    await pass(end - start - 1);
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    expect(shown).toMatchObject({
      total_minor: 1,
      due_now_minor: 0,
      carried_minor: 1,
      expires_at: new Date(end * 1_000).toISOString(),
    });
    await pass(1);
    await town.follow(ctx);
    expect(await refusal(confirm(ctx, shown))).toBe("preview_outdated");
    await pass(2 * 3_600);
    await town.follow(ctx);
    expect(await tierOf(ctx)).toBe("starter");
    const again = await previewPlanChange(ctx, { tier: "professional" });
    await town.stripe.subscriptions.cancel((await getBilling(ctx)).plan?.subscription_id ?? "");
    await town.follow(ctx);
    expect(await refusal(confirm(ctx, again))).toBe("preview_outdated");
  }, 60_000);

  it("is nobody else's, and says nothing once a single one of its figures was altered in the database", async () => {
    const [mine, theirs] = [(await subscriber("starter")).ctx, (await subscriber("starter")).ctx];
    const shown = await previewPlanChange(mine, { tier: "professional" });
    expect(await refusal(confirm(theirs, shown))).toBe("preview_outdated");
    expect(await refusal(changePlan(mine, { quote_id: newId() }))).toBe("preview_outdated");
    const kept = await own.prisma.planQuote.findUniqueOrThrow({ where: { id: shown.quote_id } });
    const where = { id: shown.quote_id };
    for (const data of [
      { dueMinor: 0 },
      { totalMinor: 0 },
      { balanceMinor: -1 },
      { priceId: "price_other" },
      { basis: "[]" },
      { prorationAt: new Date(kept.prorationAt.getTime() + 1_000) },
      { expiresAt: new Date(kept.expiresAt.getTime() + 60_000) },
    ]) {
      await own.prisma.planQuote.update({ where, data });
      expect(await refusal(confirm(mine, shown)), Object.keys(data)[0]).toBe("preview_outdated");
      await own.prisma.planQuote.update({ where, data: kept });
    }
    expect([await tierOf(mine), await tierOf(theirs)]).toEqual(["starter", "starter"]);
    expect(await refusal(confirm(mine, shown))).toBe("done");
  }, 60_000);

  it("of another interval is charged at once, and its next charge comes on the day that was shown", async () => {
    const { ctx } = await subscriber("starter");
    const now = town.clock.now().getTime() / 1_000;
    await pass(4 * DAY_S - (now % DAY_S) - 300);
    const shown = await previewPlanChange(ctx, { tier: "enterprise" });
    // It is nearly midnight: what begins tomorrow would be charged again a day later than shown.
    expect(shown.expires_at.slice(11)).toBe("00:00:00.000Z");
    await confirm(ctx, shown);
    await town.follow(ctx);
    const { plan } = await getBilling(ctx);
    expect(plan?.current_period_end.slice(0, 10)).toBe(shown.next_charge_at.slice(0, 10));
  }, 60_000);

  it("names the price after coupons that last", async () => {
    const ctx = await town.partner();
    const coupon = await town.stripe.coupons.create({ percent_off: 20, duration: "forever" });
    await town.buy(ctx, "starter", { discounts: [{ coupon: coupon.id }] });
    await town.follow(ctx);
    expect(await previewPlanChange(ctx, { tier: "professional" })).toMatchObject({ amount_minor: 2_000_000 });
  });

  it("names the price that the next charge has, also where a coupon of some months has ended by then", async () => {
    for (const [duration_in_months, then] of [
      [1, 2_500_000],
      [2, 2_000_000],
    ] as const) {
      const ctx = await town.partner();
      const terms = { percent_off: 20, duration: "repeating", duration_in_months } as const;
      const coupon = await town.stripe.coupons.create(terms);
      const plan = await town.buy(ctx, "starter", { discounts: [{ coupon: coupon.id }] });
      await town.follow(ctx);
      const shown = await previewPlanChange(ctx, { tier: "professional" });
      await confirm(ctx, shown);
      const { paid } = await moneyOf(ctx);
      const { current_period_start: start = 0, current_period_end: end = 0 } = plan.items.data[0] ?? {};
      await pass(end - start + 2 * 3_600);
      await town.follow(ctx);
      expect((await moneyOf(ctx)).paid - paid).toBe(then);
      expect(shown.amount_minor).toBe(then);
    }
  }, 60_000);

  it("is forgotten a day after it expired", async () => {
    const { ctx } = await subscriber("starter");
    const { quote_id } = await previewPlanChange(ctx, { tier: "professional" });
    const forget = async () => {
      await runJob(billingJobs, "billing.forget-quotes", town.ctx, {});
      return own.prisma.planQuote.count({ where: { id: quote_id } });
    };
    expect(await forget()).toBe(1);
    await pass(DAY_S + 700);
    expect(await forget()).toBe(0);
  });
});

describe("while anything is owed", () => {
  it("no change is prorated: not after a declined renewal, nor while the renewal is a draft, and nothing of it outlives the plan", async () => {
    const { ctx, start, end } = await subscriber("professional");
    await town.payWith(ctx, "pm_card_chargeCustomerFail");
    await pass(end - start + 60);
    await town.follow(ctx);
    expect(await refusal(previewPlanChange(ctx, { tier: "starter" }))).toBe("renewal_pending");
    await pass(2 * 3_600);
    await town.follow(ctx);
    for (let tried = 0; tried < 4; tried += 1) {
      for (const tier of ["starter", "enterprise", "research"] as const) {
        expect(await refusal(previewPlanChange(ctx, { tier }))).toBe("payment_due");
      }
      await town.advance(1.5);
      await town.follow(ctx);
    }
    await town.advance(3);
    await town.follow(ctx);
    expect(await getBilling(ctx)).toMatchObject({ plan: null, status: "cancelled" });
    expect((await getPaymentMethod(ctx)).credit_minor).toBe(0);
  }, 120_000);

  it("a quote from before the renewal failed is refused, and one is given again once all is paid", async () => {
    const { ctx, start, end } = await subscriber("professional");
    const customer = await ensureCustomer(ctx);
    await pass(end - start - 30);
    const shown = await previewPlanChange(ctx, { tier: "starter" });
    await town.payWith(ctx, "pm_card_chargeCustomerFail");
    await pass(2 * 3_600);
    await town.follow(ctx);
    expect(await refusal(confirm(ctx, shown))).toBe("preview_outdated");
    await town.payWith(ctx, "pm_card_visa");
    const { data } = await town.stripe.invoices.list({ customer, status: "open" });
    for (const { id } of data) await town.stripe.invoices.pay(id);
    await town.follow(ctx);
    expect(await refusal(previewPlanChange(ctx, { tier: "starter" }))).toBe("done");
  }, 60_000);

  it("credit is never more than was paid: time that was written off, voided or refunded counts for nothing", async () => {
    const voided = await subscriber("professional");
    await town.payWith(voided.ctx, "pm_card_chargeCustomerFail");
    await pass(voided.end - voided.start + 2 * 3_600);
    await town.follow(voided.ctx);
    const customer = await ensureCustomer(voided.ctx);
    const [open] = (await town.stripe.invoices.list({ customer, status: "open" })).data;
    await town.stripe.invoices.voidInvoice(open?.id ?? "");
    await town.follow(voided.ctx);
    expect(await refusal(previewPlanChange(voided.ctx, { tier: "starter" }))).toBe("credit_unclear");

    const refunded = await subscriber("professional");
    const [charge] = (await town.stripe.charges.list({ customer: await ensureCustomer(refunded.ctx) })).data;
    const shown = await previewPlanChange(refunded.ctx, { tier: "starter" });
    await town.stripe.refunds.create({ charge: charge?.id ?? "" });
    expect(await refusal(confirm(refunded.ctx, shown))).toBe("credit_unclear");
    expect(await refusal(previewPlanChange(refunded.ctx, { tier: "starter" }))).toBe("credit_unclear");
    expect((await getPaymentMethod(refunded.ctx)).credit_minor).toBe(0);
  }, 60_000);
});

describe("credit that paid for a period", () => {
  const firstCharge = async (ctx: PartnerContext) => {
    const { data } = await town.stripe.charges.list({ customer: await ensureCustomer(ctx), limit: 100 });
    return data.at(-1)?.id ?? "";
  };
  const change = async (ctx: PartnerContext, tier: PlanTier) => {
    await confirm(ctx, await previewPlanChange(ctx, { tier }));
    await town.follow(ctx);
  };

  it("counts as what it came from: a payment that is disputed is worth nothing on the plan after it, until that is won", async () => {
    const { ctx } = await subscriber("professional");
    await town.advance(1);
    await change(ctx, "enterprise");
    await town.advance(1);
    expect((await previewPlanChange(ctx, { tier: "starter" })).credit_minor).toBeGreaterThan(9_000_000);
    const charge = await firstCharge(ctx);
    const { id } = await runInStandIn({ db: own.prisma }, (world) => openDispute(world, charge));
    expect(await refusal(previewPlanChange(ctx, { tier: "starter" }))).toBe("credit_unclear");
    await town.stripe.disputes.update(id, { evidence: { uncategorized_text: "winning_evidence" } });
    await town.follow(ctx);
    expect(await refusal(previewPlanChange(ctx, { tier: "starter" }))).toBe("done");
  }, 60_000);

  it("and was left over from one that is refunded buys no other plan, also after a renewal that used it", async () => {
    const { ctx } = await subscriber("professional");
    await change(ctx, "starter");
    await town.stripe.refunds.create({ charge: await firstCharge(ctx) });
    for (let renewed = 0; renewed < 2; renewed += 1) {
      expect(await refusal(previewPlanChange(ctx, { tier: "enterprise" }))).toBe("credit_unclear");
      await town.advance(32);
      await town.follow(ctx);
    }
  }, 60_000);

  it("is no matter where the period was paid in full, whatever was refunded before it", async () => {
    const { ctx } = await subscriber("starter");
    await town.stripe.refunds.create({ charge: await firstCharge(ctx) });
    await town.advance(33);
    await town.follow(ctx);
    expect(await refusal(previewPlanChange(ctx, { tier: "professional" }))).toBe("done");
  }, 60_000);
});

it("an invoice in a currency that we keep no books in is never named in dollars, and holds up no change", async () => {
  const { ctx } = await subscriber("starter");
  const customer = await ensureCustomer(ctx);
  const owe = async (currency: string) => {
    const made = await town.stripe.invoices.create({ customer, currency, auto_advance: false });
    const invoice = made.id ?? "";
    await town.stripe.invoiceItems.create({ customer, amount: 100_000, currency, invoice });
    await town.stripe.invoices.finalizeInvoice(invoice);
  };
  await owe("eur");
  expect(await refusal(previewPlanChange(ctx, { tier: "professional" }))).toBe("done");
  await owe("usd");
  await expect(previewPlanChange(ctx, { tier: "professional" })).rejects.toMatchObject({
    code: "payment_due",
    message: expect.stringMatching(/^\$1,000\.00 is still to be paid for invoice /),
  });
}, 60_000);

describe("standing", () => {
  it("follows what is owed: a plan whose latest invoice was dropped is in order once the others are paid", async () => {
    const { ctx, plan, start, end } = await subscriber("starter");
    const customer = await ensureCustomer(ctx);
    await town.payWith(ctx, "pm_card_chargeCustomerFail");
    await pass(end - start + 2 * 3_600);
    await town.follow(ctx);
    expect((await getBilling(ctx)).status).toBe("past_due");
    const price = (await town.stripe.prices.list({ lookup_keys: ["plan_professional"] })).data[0]?.id ?? "";
    const changed = await town.stripe.subscriptions.update(plan.id, {
      items: [{ id: plan.items.data[0]?.id ?? "", price }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    await town.stripe.invoices.voidInvoice(String(changed.latest_invoice));
    await town.follow(ctx);
    expect((await getBilling(ctx)).status).toBe("past_due");
    await town.payWith(ctx, "pm_card_visa");
    for (const { id } of (await town.stripe.invoices.list({ customer, status: "open" })).data) {
      await town.stripe.invoices.pay(id);
    }
    await town.follow(ctx);
    // Stripe's own word goes by the latest invoice, which is void.
    expect((await town.stripe.subscriptions.retrieve(plan.id)).status).toBe("past_due");
    expect(await getBilling(ctx)).toMatchObject({
      status: "active",
      overdue: [],
      settling: [],
      past_due_since: null,
    });
  }, 60_000);
});
