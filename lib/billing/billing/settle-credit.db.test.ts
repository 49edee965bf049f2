import type Stripe from "stripe";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { getBillingHealth } from "@/lib/billing/billing/get-billing-health";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { SET_ASIDE_JOB } from "@/lib/billing/billing/set-aside";
import { SETTLE_CREDIT_JOB } from "@/lib/billing/billing/settle-credit";
import { receivable, refunds } from "@/lib/billing/ledger/accounts";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import type { AdminContext, PartnerContext } from "@/lib/platform/context";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { ownDatabase, runJob } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const town = new BillingTown(own);
let admin: AdminContext;

beforeAll(async () => {
  setSettings();
  await town.open();
  const { userId } = await makePerson(own.database, { admin: true });
  admin = adminContext(own.database, { userId }, town.clock);
});

afterEach(() => town.close());

/** Paid for Professional, went down to Starter half a month later, and has the difference as credit. */
async function withCredit({ months = 0 } = {}) {
  const ctx = await town.partner();
  await town.buy(ctx, "professional");
  await town.follow(ctx);
  if (months > 0) await town.advance(31.1 * months);
  await town.follow(ctx);
  const customer = await ensureCustomer(ctx);
  const [charge] = (await town.stripe.charges.list({ customer, limit: 1 })).data;
  if (charge === undefined) throw new Error("Nothing was paid.");
  await town.advance(15.5);
  const { quote_id } = await previewPlanChange(ctx, { tier: "starter" });
  await changePlan(ctx, { quote_id });
  await town.follow(ctx);
  return { ctx, customer, charge, credit: await creditOf(customer) };
}

async function creditOf(customer: string): Promise<number> {
  const person = await town.stripe.customers.retrieve(customer);
  return person.deleted ? 0 : 0 - person.balance;
}

/** Everything that Stripe tells is dealt with, and credit is settled as often as it was asked for. */
async function settle(ctx: PartnerContext, times = 1): Promise<void> {
  await town.follow(ctx);
  for (const payload of await own.queued(SETTLE_CREDIT_JOB)) {
    if (payload.partner_id !== ctx.partnerId) continue;
    for (let time = 0; time < times; time += 1)
      await runJob(billingJobs, SETTLE_CREDIT_JOB, town.ctx, payload);
  }
}

const owed = async ({ partnerId }: PartnerContext) =>
  (await readBalance(town.ctx, receivable(partnerId), "USD")).amountMinor;
const refunded = async () => (await readBalance(town.ctx, refunds, "USD")).amountMinor;
const moves = async (customer: string) =>
  (await town.stripe.customers.listBalanceTransactions(customer, { limit: 100 })).data.filter(
    ({ type }) => type === "adjustment",
  );
const refund = (charge: Stripe.Charge, amount: number) =>
  town.stripe.refunds.create({ charge: charge.id, amount });
const asides = () => own.prisma.billingSetAside.findMany({ where: { resolvedAt: null } });
const differences = async (ctx: PartnerContext) => {
  await reconcileBilling(town.ctx);
  return own.prisma.billingDifference.findMany({ where: { partnerId: ctx.partnerId } });
};

describe("credit that came from a payment", () => {
  it("is gone at Stripe and in the books once the payment is refunded, however often that is settled", async () => {
    const { ctx, customer, charge, credit } = await withCredit();
    expect(credit).toBe(1_000_000);
    const before = await refunded();
    await refund(charge, charge.amount);
    await settle(ctx, 3);
    expect(await creditOf(customer)).toBe(0);
    expect(await owed(ctx)).toBe(0);
    // What was credit is not lost a second time, nor what was not earned yet.
    const { _sum } = await own.prisma.revenueMonth.aggregate({
      where: { partnerId: ctx.partnerId },
      _sum: { refundedMinor: true },
    });
    const unearned = _sum.refundedMinor ?? 0;
    expect(unearned).toBeGreaterThan(0);
    expect((await refunded()) - before).toBe(charge.amount - credit - unearned);
    expect((await moves(customer)).map(({ amount }) => amount)).toEqual([credit]);
    expect(await asides()).toEqual([]);
    expect(await differences(ctx)).toEqual([]);
  });

  it("goes in proportion to what is refunded of it", async () => {
    const { ctx, customer, charge, credit } = await withCredit();
    await refund(charge, charge.amount / 4);
    await settle(ctx);
    // A quarter of the half month that was given back, which is a little more than a quarter of the credit.
    expect(await creditOf(customer)).toBe(credit - 312_500);
    await refund(charge, charge.amount / 4);
    await settle(ctx);
    expect(await creditOf(customer)).toBe(credit - 625_000);
    expect(await differences(ctx)).toEqual([]);
  });

  it("goes when a bank withdraws the payment, and is back when the dispute is won", async () => {
    const { ctx, customer, charge, credit } = await withCredit();
    const before = await refunded();
    const dispute = await runInStandIn(town.ctx, (world) => openDispute(world, charge.id));
    await settle(ctx);
    expect(await creditOf(customer)).toBe(0);
    await town.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } });
    await settle(ctx, 2);
    expect(await creditOf(customer)).toBe(credit);
    expect(await refunded()).toBe(before);
    expect(await differences(ctx)).toEqual([]);
  });

  it("that was used before the refund is not owed, and a person is asked to look", async () => {
    const { ctx, customer, charge, credit } = await withCredit();
    await town.advance(30);
    await town.follow(ctx);
    const left = await creditOf(customer);
    expect(left).toBe(credit - 500_000);
    const made = await refund(charge, charge.amount);
    await settle(ctx, 2);
    expect(await creditOf(customer)).toBe(0);
    expect((await moves(customer)).map(({ amount }) => amount)).toEqual([left]);
    const [aside, ...more] = await asides();
    expect(more).toEqual([]);
    expect(aside).toMatchObject({ objectId: made.id, reason: "credit_used", amountMinor: 500_000n });
    expect(await getBillingHealth(admin)).toMatchObject({
      setAside: [{ objectId: made.id, reason: "Credit already used", amount: "$5,000.00" }],
    });
    const [mail] = (await own.queued(SET_ASIDE_JOB)).filter(({ set_aside_id: id }) => id === aside?.id);
    expect(mail).toBeDefined();
    expect(await differences(ctx)).toEqual([]);
    await own.prisma.billingSetAside.updateMany({ data: { resolvedAt: town.clock.now() } });
  });

  it("stays where the payment of another month is refunded", async () => {
    const { ctx, customer, charge } = await withCredit({ months: 1 });
    const all = (await town.stripe.charges.list({ customer, limit: 10 })).data;
    const first = all.find(({ id }) => id !== charge.id);
    if (first === undefined) throw new Error("Only one month was paid.");
    const credit = await creditOf(customer);
    expect(credit).toBeGreaterThan(0);
    await refund(first, first.amount);
    await settle(ctx);
    expect([await creditOf(customer), await moves(customer)]).toEqual([credit, []]);
  });
});
