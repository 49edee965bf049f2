import { afterEach, beforeAll, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { checkDeferredRevenue } from "@/lib/billing/billing/check-deferred-revenue";
import { earnRevenue } from "@/lib/billing/billing/earn-revenue";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { postingsOf } from "@/lib/billing/billing/invoice-postings";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { SETTLE_CREDIT_JOB } from "@/lib/billing/billing/settle-credit";
import {
  credit,
  debit,
  deferredRevenue,
  otherRevenue,
  type Posting,
  subscriptionRevenue,
} from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { post } from "@/lib/billing/ledger/post-transaction";
import { negate, usd } from "@/lib/money/money";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { OwnDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(12);
const town = new BillingTown(own);
const YEAR_MINOR = 10_000_000;

beforeAll(async () => {
  setSettings();
  await town.open();
});

afterEach(() => town.close());

/** What the books hold of a partner's plans, as people read it. */
async function booksOf({ partnerId }: PartnerContext): Promise<Record<string, number>> {
  const rows = await own.rows<{ kind: string; cents: string }>(
    `SELECT account.kind, sum(entry.amount_minor) AS cents
     FROM ledger_entries entry JOIN ledger_accounts account ON account.id = entry.account_id
     JOIN ledger_transactions posted ON posted.id = entry.transaction_id
     LEFT JOIN billing_refunds refund ON posted.key LIKE 'refund:' || refund.id || '%'
     LEFT JOIN invoices ON posted.key LIKE 'invoice:' || invoices.id || ':%'
     WHERE coalesce(invoices.partner_id, refund.partner_id) = $1 GROUP BY account.kind`,
    [partnerId],
  );
  const read = (kind: string) => Number(rows.find((row) => row.kind === kind)?.cents ?? 0);
  return {
    earned: 0 - read("subscription_revenue"),
    deferred: 0 - read("deferred_revenue"),
    discounts: read("credits"),
    refunds: read("refunds"),
  };
}

async function subscriber(tier: "starter" | "professional" | "enterprise", coupon?: string) {
  const ctx = await town.partner();
  await town.buy(ctx, tier, coupon === undefined ? {} : { discounts: [{ coupon }] });
  await town.follow(ctx);
  return ctx;
}

const postings = ({ partnerId }: PartnerContext) =>
  own.rows<{ key: string; at: Date }>(
    `SELECT key, occurred_at AS at FROM ledger_transactions JOIN invoices ON key LIKE 'invoice:' || invoices.id || ':earned:%'
     WHERE partner_id = $1 ORDER BY occurred_at, key`,
    [partnerId],
  );

async function expectRight(): Promise<void> {
  expect(await checkDeferredRevenue(town.ctx)).toEqual([]);
  expect((await checkLedger(town.ctx)).faults).toEqual([]);
}

const charge = async (ctx: PartnerContext) =>
  (await town.stripe.charges.list({ customer: await ensureCustomer(ctx), limit: 1 })).data[0]?.id ?? "";

it("defers a year's plan whole and earns it by day, each day once, however often and by however many it is asked", async () => {
  const ctx = await subscriber("enterprise");
  expect(await booksOf(ctx)).toEqual({ earned: 0, deferred: YEAR_MINOR, discounts: 0, refunds: 0 });
  await town.advance(10);
  await Promise.all(Array.from({ length: 8 }, () => earnRevenue(town.ctx)));
  await runJob(billingJobs, "billing.earn-revenue", town.ctx, {});
  const whole = 365 * 24;
  // It was bought at nine o'clock.
  const earned = Math.round((YEAR_MINOR * (10 * 24 - 9)) / whole);
  expect(await booksOf(ctx)).toMatchObject({ earned, deferred: YEAR_MINOR - earned });
  expect(await postings(ctx)).toHaveLength(1);
  await expectRight();
});

it("catches up after a pause, each month in its own", async () => {
  const ctx = await subscriber("enterprise");
  const began = town.clock.now();
  await town.advance(100);
  await earnRevenue(town.ctx);
  const months = (await postings(ctx)).map(({ at }) => at.toISOString().slice(0, 7));
  expect(months.length).toBeGreaterThanOrEqual(4);
  expect(new Set(months).size).toBe(months.length);
  expect(months[0]).toBe(began.toISOString().slice(0, 7));
  await expectRight();
});

it("spreads a coupon over the same days as its plan", async () => {
  const { id } = await town.stripe.coupons.create({ percent_off: 25, duration: "once" });
  const ctx = await subscriber("starter", id);
  await town.advance(15);
  await earnRevenue(town.ctx);
  const { earned, deferred, discounts } = await booksOf(ctx);
  expect(earned).toBeGreaterThan(200_000);
  expect(Math.abs((discounts ?? 0) * 4 - (earned ?? 0))).toBeLessThanOrEqual(4);
  expect((earned ?? 0) - (discounts ?? 0) + (deferred ?? 0)).toBe(375_000);
  await expectRight();
});

it("takes the credit of a smaller plan out of what is deferred, and none out of what is earned", async () => {
  const ctx = await subscriber("professional");
  await town.advance(10);
  await earnRevenue(town.ctx);
  const before = await booksOf(ctx);
  const shown = await previewPlanChange(ctx, { tier: "starter" });
  await changePlan(ctx, { quote_id: shown.quote_id });
  await town.follow(ctx);
  const after = await booksOf(ctx);
  expect(after).toEqual({ ...before, deferred: (before.deferred ?? 0) + shown.total_minor });
  expect(after.deferred).toBeGreaterThan(0);
  await expectRight();
});

it("bears a refund by what is deferred first, and earns that much less from then on", async () => {
  const ctx = await subscriber("professional");
  await town.advance(10);
  await earnRevenue(town.ctx);
  const before = await booksOf(ctx);
  await town.stripe.refunds.create({ charge: await charge(ctx), amount: 1_000_000 });
  await town.deal();
  expect(await booksOf(ctx)).toEqual({ ...before, deferred: (before.deferred ?? 0) - 1_000_000 });
  await expectRight();
  await town.stripe.refunds.create({ charge: await charge(ctx) });
  await town.deal();
  // The rest was of time that is over.
  expect(await booksOf(ctx)).toEqual({
    ...before,
    deferred: 0,
    refunds: 1_500_000 - (before.deferred ?? 0) + 1_000_000,
  });
  await expectRight();
});

it("settles a refund that meets the credit of a smaller plan to nothing lost or won", async () => {
  const ctx = await subscriber("professional");
  await town.advance(10);
  const paid = await charge(ctx);
  const shown = await previewPlanChange(ctx, { tier: "starter" });
  await changePlan(ctx, { quote_id: shown.quote_id });
  await town.follow(ctx);
  const made = await town.stripe.refunds.create({ charge: paid });
  await town.deal();
  await runJob(billingJobs, SETTLE_CREDIT_JOB, town.ctx, { partner_id: ctx.partnerId, cause_id: made.id });
  const { earned, deferred, refunds } = await booksOf(ctx);
  const takenBack = 0 - shown.total_minor;
  // No money is left of it, so nothing is: neither earned nor to come.
  expect((earned ?? 0) + (deferred ?? 0) - (refunds ?? 0) + takenBack).toBe(0);
  await expectRight();
});

it("is nothing once an invoice is void, also in the month after it was earned", async () => {
  const ctx = await town.partner();
  const customer = await ensureCustomer(ctx);
  await town.buy(ctx, "professional");
  await town.follow(ctx);
  await town.payWithPlan(ctx, "pm_card_chargeCustomerFail");
  await town.advance(33);
  await town.deal();
  await earnRevenue(town.ctx);
  const [open] = (await town.stripe.invoices.list({ customer, status: "open" })).data;
  const before = await booksOf(ctx);
  expect(before.earned).toBeGreaterThan(2_500_000);
  await town.stripe.invoices.voidInvoice(open?.id ?? "");
  await town.deal();
  expect(await booksOf(ctx)).toMatchObject({ earned: 2_500_000, deferred: 0 });
  await expectRight();
});

it("moves what is not earned yet of invoices from before, once, and goes on from there", async () => {
  const { partnerId } = await town.partner();
  const finalizedAt = town.clock.now();
  const id = `in_${newId()}`;
  const days = (count: number) => new Date(finalizedAt.getTime() + count * 86_400_000);
  const line = {
    kind: "plan",
    amountMinor: 1_000_000,
    discountMinor: 100_000,
    inclusiveTaxMinor: 0,
  } as const;
  const sums = {
    subtotalMinor: 1_000_000,
    discountMinor: 100_000,
    totalMinor: 900_000,
    amountDueMinor: 900_000,
  };
  const row = await own.prisma.invoice.create({
    data: {
      ...{ id, partnerId, status: "paid", currency: "USD", ...sums, amountPaidMinor: 900_000 },
      ...{
        amountRemainingMinor: 0,
        periodStart: finalizedAt,
        periodEnd: days(100),
        attemptCount: 1,
        reading: 1n,
      },
      ...{ finalizedAt, paidAt: finalizedAt, createdAt: finalizedAt, syncedAt: finalizedAt },
      lines: {
        create: {
          ...{ id: `il_${newId()}`, partnerId, position: 0, proration: false, ...line },
          ...{ periodStart: finalizedAt, periodEnd: days(100) },
        },
      },
    },
  });
  const before = postingsOf({ ...row, lines: [line] }, { other: otherRevenue, plans: "whole" });
  for (const posting of before) await own.prisma.$transaction((tx) => post(town.ctx, tx, posting));
  const ctx = own.as({ partnerId });
  expect(await booksOf(ctx)).toEqual({ earned: 1_000_000, deferred: 0, discounts: 100_000, refunds: 0 });
  await town.advance(25);
  await Promise.all([earnRevenue(town.ctx), earnRevenue(town.ctx)]);
  const hours = 25 * 24 - finalizedAt.getUTCHours();
  const share = (minor: number) => Math.round((minor * hours) / 2_400);
  expect(await booksOf(ctx)).toEqual({
    ...{ earned: share(1_000_000), discounts: share(100_000), refunds: 0 },
    deferred: 900_000 - share(1_000_000) + share(100_000),
  });
  await expectRight();
  await town.advance(80);
  await earnRevenue(town.ctx);
  expect(await booksOf(ctx)).toEqual({ earned: 1_000_000, deferred: 0, discounts: 100_000, refunds: 0 });
  await expectRight();
});

it("finds an invoice whose deferred revenue is not what its days say", async () => {
  const ctx = await subscriber("starter");
  const [{ id } = { id: "" }] = await own.prisma.invoice.findMany({ where: { partnerId: ctx.partnerId } });
  const wrong = [debit(deferredRevenue(ctx.partnerId), usd(5)), credit(subscriptionRevenue, usd(5))];
  const posting = (key: string, entries: Posting[]) =>
    own.prisma.$transaction((tx) =>
      post(town.ctx, tx, { key: `invoice:${id}:${key}`, description: "Wrong", entries }),
    );
  await posting("wrong", wrong);
  expect(await checkDeferredRevenue(town.ctx)).toMatchObject([{ invoiceId: id, partnerId: ctx.partnerId }]);
  await posting(
    "right",
    wrong.map(({ account, amount }) => ({ account, amount: negate(amount) })),
  );
  await expectRight();
});
