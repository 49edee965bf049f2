import type Stripe from "stripe";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { applyDispute } from "@/lib/billing/billing/apply-dispute";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applyRefund } from "@/lib/billing/billing/apply-refund";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { checkDeferredRevenue } from "@/lib/billing/billing/check-deferred-revenue";
import { earnRevenue } from "@/lib/billing/billing/earn-revenue";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { settleCredit } from "@/lib/billing/billing/settle-credit";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import type { PartnerContext } from "@/lib/platform/context";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { OwnDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(12);
const town = new BillingTown(own);

beforeAll(async () => {
  setSettings();
  await town.open();
});

afterEach(() => town.close());

async function subscriber(tier: "starter" | "professional", card = "pm_card_visa") {
  const ctx = await town.partner();
  await town.buy(ctx, tier, { card });
  await town.follow(ctx);
  return { ctx, customer: await ensureCustomer(ctx) };
}

const charges = async (customer: string) =>
  (await town.stripe.charges.list({ customer, limit: 100 })).data.filter(({ paid }) => paid);
const creditOf = async (customer: string) => {
  const person = await town.stripe.customers.retrieve(customer);
  return person.deleted ? 0 : 0 - person.balance;
};

async function expectSound(ctx: PartnerContext): Promise<void> {
  await reconcileBilling(town.ctx);
  const differences = await own.prisma.billingDifference.findMany({ where: { partnerId: ctx.partnerId } });
  expect(differences).toEqual([]);
  expect(await checkDeferredRevenue(town.ctx)).toEqual([]);
  expect((await checkLedger(town.ctx)).faults).toEqual([]);
}

/** What the books hold of a partner by account, so that two ways to one state can be compared. */
async function booksOf({ partnerId }: PartnerContext): Promise<Record<string, number>> {
  const rows = await own.rows<{ kind: string; cents: string }>(
    `SELECT account.kind, sum(entry.amount_minor) AS cents
     FROM ledger_entries entry JOIN ledger_accounts account ON account.id = entry.account_id
     JOIN ledger_transactions posted ON posted.id = entry.transaction_id
     LEFT JOIN invoices ON posted.key LIKE 'invoice:' || invoices.id || ':%'
     LEFT JOIN billing_refunds refund ON posted.key LIKE 'refund:' || refund.id || '%'
     LEFT JOIN billing_disputes dispute ON posted.key LIKE 'dispute:' || dispute.id || ':%'
     WHERE coalesce(invoices.partner_id, refund.partner_id, dispute.partner_id) = $1
     GROUP BY account.kind HAVING sum(entry.amount_minor) <> 0`,
    [partnerId],
  );
  return Object.fromEntries(rows.map(({ kind, cents }) => [kind, Number(cents)]));
}

describe("a quote that is confirmed many times at once", () => {
  it("changes the plan once and charges once, and so do two quotes of the same change", async () => {
    const { ctx, customer } = await subscriber("starter");
    await town.advance(5);
    const quotes = await Promise.all([
      previewPlanChange(ctx, { tier: "professional" }),
      previewPlanChange(ctx, { tier: "professional" }),
    ]);
    const before = (await charges(customer)).length;
    const tries = await Promise.allSettled(
      [0, 1, 0, 1, 0].map((index) => changePlan(ctx, { quote_id: quotes[index]?.quote_id ?? "" })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    for (const one of tries) {
      if (one.status === "rejected") expect(["preview_outdated", "billing_busy"]).toContain(one.reason.code);
    }
    const paid = await charges(customer);
    expect(paid.length - before).toBe(1);
    expect(paid[0]?.amount).toBe(quotes[0]?.due_now_minor);
    await town.follow(ctx);
    await expectSound(ctx);
  }, 120_000);
});

describe("credit of a payment that goes back", () => {
  it("goes once, to the cent, where two refunds are settled by six jobs at once", async () => {
    const { ctx, customer } = await subscriber("professional");
    const [charge] = await charges(customer);
    await town.advance(15);
    const { quote_id } = await previewPlanChange(ctx, { tier: "starter" });
    await changePlan(ctx, { quote_id });
    await town.follow(ctx);
    const whole = await creditOf(customer);
    expect(whole).toBeGreaterThan(0);
    const made: Stripe.Refund[] = [];
    for (const amount of [1_000_000, 1_500_000])
      made.push(await town.stripe.refunds.create({ charge: charge?.id ?? "", amount }));
    await Promise.all(made.flatMap(({ id }) => [applyRefund(town.ctx, id), applyRefund(town.ctx, id)]));
    const settle = (cause_id: string) => settleCredit(town.ctx, { partner_id: ctx.partnerId, cause_id });
    const settled = await Promise.allSettled(
      [0, 1, 0, 1, 0, 1].map((index) => settle(made[index]?.id ?? "")),
    );
    // Who waits too long for the others is tried again by the queue.
    for (const one of settled) if (one.status === "rejected") expect(one.reason.code).toBe("billing_busy");
    await settle(made[1]?.id ?? "");
    expect(await creditOf(customer)).toBe(0);
    await town.follow(ctx);
    await expectSound(ctx);
  }, 120_000);

  it("is back whole where a dispute of what a refund left is won", async () => {
    const { ctx, customer } = await subscriber("professional");
    const [charge] = await charges(customer);
    await town.advance(15);
    const { quote_id } = await previewPlanChange(ctx, { tier: "starter" });
    await changePlan(ctx, { quote_id });
    await town.follow(ctx);
    const refund = await town.stripe.refunds.create({ charge: charge?.id ?? "", amount: 500_000 });
    await town.follow(ctx);
    const settle = () => settleCredit(town.ctx, { partner_id: ctx.partnerId, cause_id: refund.id });
    await settle();
    const [credit, books] = [await creditOf(customer), await booksOf(ctx)];
    const dispute = await runInStandIn(town.ctx, (world) => openDispute(world, charge?.id ?? ""));
    await applyDispute(town.ctx, dispute.id);
    await settle();
    expect(await creditOf(customer)).toBe(0);
    await town.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } });
    await Promise.all([applyDispute(town.ctx, dispute.id), applyDispute(town.ctx, dispute.id)]);
    await settle();
    expect(await creditOf(customer)).toBe(credit);
    expect(await booksOf(ctx)).toEqual(books);
    await town.follow(ctx);
    await expectSound(ctx);
  }, 120_000);
});

describe("messages around a renewal", () => {
  it("come to the same books in order, at once, backwards, twice, and only after the next renewal", async () => {
    const ways: ((work: (() => Promise<unknown>)[]) => Promise<unknown>)[] = [
      async (work) => {
        for (const one of work) await one();
      },
      async (work) => {
        for (const one of [...work, ...work.toReversed()]) await one();
      },
      async (work) => {
        // Each that is too early is tried again, as the queue does.
        for (let round = 0; round < 3; round += 1) await Promise.allSettled(work.map((one) => one()));
      },
    ];
    const found: Record<string, number>[] = [];
    for (const [index, way] of ways.entries()) {
      const { ctx, customer } = await subscriber("starter");
      const began = town.clock.now().getTime();
      await town.advance(35);
      const [renewal] = await charges(customer);
      const refund = await town.stripe.refunds.create({ charge: renewal?.id ?? "", amount: 300_000 });
      // The last hears of the first renewal and its refund a month later, together with the second.
      if (index === 2) await town.advance(30);
      const known = await town.stripe.invoices.list({ customer, limit: 20 });
      const subscriptions = await town.stripe.subscriptions.list({ customer, limit: 20 });
      await way([
        () => applyRefund(town.ctx, refund.id),
        ...known.data.map(
          ({ id }) =>
            () =>
              applyInvoice(town.ctx, id ?? ""),
        ),
        ...subscriptions.data.map(
          ({ id }) =>
            () =>
              applySubscription(town.ctx, id),
        ),
      ]);
      await town.follow(ctx);
      const passed = Math.round((town.clock.now().getTime() - began) / 86_400_000);
      await town.advance(70 - passed);
      await town.follow(ctx);
      await Promise.all([earnRevenue(town.ctx), earnRevenue(town.ctx)]);
      await expectSound(ctx);
      found.push(await booksOf(ctx));
      await town.close();
      await town.follow(ctx);
    }
    // Months differ in length, so what is deferred and earned differs; what they sum to does not.
    const sums = found.map(({ subscription_revenue = 0, deferred_revenue = 0, refunds = 0, cash = 0 }) => ({
      plans: subscription_revenue + deferred_revenue + refunds,
      cash,
    }));
    expect(sums[1]).toEqual(sums[0]);
    expect(sums[2]).toEqual(sums[0]);
  }, 240_000);
});
