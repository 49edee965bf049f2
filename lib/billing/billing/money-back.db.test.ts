import type Stripe from "stripe";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_DISPUTE_JOB } from "@/lib/billing/billing/apply-dispute";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { getBillingHealth } from "@/lib/billing/billing/get-billing-health";
import { getPaymentMethod } from "@/lib/billing/billing/get-payment-method";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { resolveSetAside } from "@/lib/billing/billing/resolve-set-aside";
import { SET_ASIDE_JOB } from "@/lib/billing/billing/set-aside";
import { DISPUTE_JOB } from "@/lib/billing/billing/tell-billing-people";
import {
  type AccountName,
  cash,
  disputedFunds,
  otherRevenue,
  paymentFees,
  receivable,
  refunds,
  subscriptionRevenue,
  taxPayable,
} from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
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

const BOOKS = {
  cash,
  refunds,
  disputed: disputedFunds,
  fees: paymentFees,
  plans: subscriptionRevenue,
  other: otherRevenue,
  tax: taxPayable,
};
const read = async (account: AccountName) => (await readBalance(town.ctx, account, "USD")).amountMinor;

/** Deferred revenue of all partners. */
async function readDeferred(): Promise<number> {
  const { _sum } = await own.prisma.ledgerBalance.aggregate({
    where: { account: { kind: "deferred_revenue" } },
    _sum: { amountMinor: true },
  });
  return 0 - Number(_sum.amountMinor ?? 0n);
}

/** What the books gained meanwhile, each account as it is read. */
async function gained(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const all = async () => [
    ...(await Promise.all(
      Object.entries(BOOKS).map(async ([name, account]) => [name, await read(account)] as const),
    )),
    ["deferred", await readDeferred()] as const,
  ];
  const before = new Map(await all());
  await work();
  const after = await all();
  return Object.fromEntries(
    after
      .map(([name, now]) => [name, now - (before.get(name) ?? 0)] as const)
      .filter(([, change]) => change !== 0),
  );
}

async function subscriber(card = "pm_card_visa"): Promise<PartnerContext> {
  const ctx = await town.partner();
  await town.buy(ctx, "starter", { card });
  await town.follow(ctx);
  return ctx;
}

/** The latest payment of a partner's. */
async function chargeOf(ctx: PartnerContext): Promise<Stripe.Charge> {
  const { data } = await town.stripe.charges.list({ customer: await ensureCustomer(ctx), limit: 1 });
  if (data[0] === undefined) throw new Error("Nothing was paid.");
  return data[0];
}

/** An invoice made by hand for something that is neither a plan nor live calls. */
async function invoiceByHand(
  customer: string,
  amount: number,
  { currency = "usd", ...more }: { currency?: string; default_tax_rates?: string[] } = {},
): Promise<string> {
  const invoice = await town.stripe.invoices.create({ customer, currency, auto_advance: false, ...more });
  const id = invoice.id ?? "";
  await town.stripe.invoiceItems.create({ customer, amount, currency, invoice: id, description: "Workshop" });
  await town.stripe.invoices.finalizeInvoice(id);
  return id;
}

const asides = () =>
  own.prisma.billingSetAside.findMany({ where: { resolvedAt: null }, orderBy: { foundAt: "asc" } });
const mailsOf = async (job: string, about: Record<string, string>) =>
  (await own.queued(job)).filter((payload) =>
    Object.entries(about).every(([name, value]) => payload[name] === value),
  );

describe("a refund of a plan", () => {
  it("of time still to come reduces what is deferred, is booked once, and is its partner's", async () => {
    const ctx = await subscriber();
    const charge = await chargeOf(ctx);
    const change = await gained(async () => {
      await town.stripe.refunds.create({ charge: charge.id, amount: 120_000 });
      await town.deal();
    });
    expect(change).toEqual({ cash: -120_000, deferred: -120_000 });
    const [row] = await own.prisma.billingRefund.findMany({ where: { partnerId: ctx.partnerId } });
    expect(row).toMatchObject({ amountMinor: 120_000, currency: "USD", status: "succeeded" });
    expect(row?.invoiceId).toMatch(/^in_/);
    expect((await listInvoices(ctx, { limit: 5 })).data).toMatchObject([{ refunded_minor: 120_000 }]);
  });

  it("of a payment that we never booked is set aside, told to admins, and not in the books", async () => {
    const stranger = await town.stripe.customers.create({ email: "stranger@example.com" });
    const payment = await town.stripe.paymentIntents.create({
      amount: 5_000,
      currency: "usd",
      customer: stranger.id,
      payment_method: "pm_card_visa",
      confirm: true,
    });
    const made = await town.stripe.refunds.create({ payment_intent: payment.id });
    const change = await gained(() => town.deal());
    expect(change).toEqual({});
    const row = (await asides()).find(({ objectId }) => objectId === made.id);
    expect(row).toMatchObject({ reason: "unknown_payment", currency: "USD", amountMinor: 5_000n });
    expect(await mailsOf(SET_ASIDE_JOB, { set_aside_id: row?.id ?? "" })).toHaveLength(1);
    const [job] = await mailsOf(SET_ASIDE_JOB, { set_aside_id: row?.id ?? "" });
    await runJob(billingJobs, SET_ASIDE_JOB, town.ctx, job ?? {});
    const [mail] = await own.prisma.keptMail.findMany({ where: { subject: { contains: made.id } } });
    expect(mail?.text).toContain("$50.00");
    expect((await getBillingHealth(admin)).setAside).toContainEqual(
      expect.objectContaining({ objectId: made.id, reason: "Unknown payment", amount: "$50.00" }),
    );
    await resolveSetAside(admin, { set_aside_id: row?.id ?? "" });
    expect((await asides()).find(({ objectId }) => objectId === made.id)).toBeUndefined();
    await expect(resolveSetAside(admin, { set_aside_id: row?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("another currency", () => {
  it("is never booked as dollars: neither an invoice, nor its refund, nor a dispute of it", async () => {
    const ctx = await town.partner();
    const customer = await ensureCustomer(ctx);
    const card = await town.stripe.paymentMethods.attach("pm_card_visa", { customer });
    const change = await gained(async () => {
      const invoice = await invoiceByHand(customer, 123_456, { currency: "eur" });
      await town.stripe.invoices.pay(invoice, { payment_method: card.id });
      const charge = await chargeOf(ctx);
      expect(charge.currency).toBe("eur");
      const refund = await town.stripe.refunds.create({ charge: charge.id, amount: 100_000 });
      const dispute = await runInStandIn({ db: own.prisma }, (world) => openDispute(world, charge.id));
      await town.deal();
      const found = (await asides()).filter(({ objectId }) =>
        [invoice, refund.id, dispute.id].includes(objectId),
      );
      expect(found.map(({ reason, currency }) => [reason, currency])).toEqual([
        ["foreign_currency", "EUR"],
        ["foreign_currency", "EUR"],
        ["foreign_currency", "EUR"],
      ]);
    });
    expect(change).toEqual({});
    expect(await read(receivable(ctx.partnerId))).toBe(0);
    expect((await listInvoices(ctx, { limit: 5 })).data).toEqual([]);
    expect((await getBilling(ctx)).overdue).toEqual([]);
    await town.stripe.customers.update(customer, { balance: -4_200 });
    expect((await getPaymentMethod(ctx)).credit_minor).toBe(0);
    await reconcileBilling(town.ctx);
    const [run] = (await getBillingHealth(admin)).runs;
    const differences = await own.prisma.billingDifference.findMany({
      where: { reconciliationId: run?.id ?? "", kind: "cash", subject: "EUR" },
    });
    expect(differences).toMatchObject([{ ours: "EUR 0.00", healedAt: null }]);
    expect(differences[0]?.theirs).not.toContain("$");
  });

  it("of a subscription gives no plan and no revenue that recurs", async () => {
    const ctx = await town.partner();
    const customer = await ensureCustomer(ctx);
    const price = await town.stripe.prices.create({
      currency: "eur",
      unit_amount: 500_000,
      recurring: { interval: "month" },
      product_data: { name: "Starter in euros" },
      metadata: { tier: "starter" },
    });
    const method = await town.stripe.paymentMethods.attach("pm_card_visa", { customer });
    const made = await town.stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: method.id,
    });
    await town.deal();
    expect((await getBilling(ctx)).plan).toBeNull();
    expect((await asides()).map(({ objectId }) => objectId)).toContain(made.id);
    await town.stripe.subscriptions.cancel(made.id);
    await town.deal();
  });
});

it("an invoice of a customer who is no partner is set aside once it is final", async () => {
  const stranger = await town.stripe.customers.create({ email: "nobody@example.com" });
  const change = await gained(async () => {
    const invoice = await invoiceByHand(stranger.id, 9_900);
    await town.deal();
    expect((await asides()).find(({ objectId }) => objectId === invoice)).toMatchObject({
      reason: "unknown_customer",
      amountMinor: 9_900n,
    });
  });
  expect(change).toEqual({});
});

it("an invoice with tax is booked, its tax as what we owe the tax office", async () => {
  const ctx = await town.partner();
  const customer = await ensureCustomer(ctx);
  const card = await town.stripe.paymentMethods.attach("pm_card_visa", { customer });
  const onTop = await town.stripe.taxRates.create({ display_name: "VAT", percentage: 19, inclusive: false });
  const within = await town.stripe.taxRates.create({ display_name: "GST", percentage: 10, inclusive: true });
  const change = await gained(async () => {
    for (const rate of [onTop, within]) {
      const invoice = await invoiceByHand(customer, 110_000, { default_tax_rates: [rate.id] });
      await town.stripe.invoices.pay(invoice, { payment_method: card.id });
    }
    await town.deal();
  });
  expect(change).toEqual({
    cash: 130_900 + 110_000,
    tax: 20_900 + 10_000,
    other: 110_000 + 100_000,
  });
  expect(await read(receivable(ctx.partnerId))).toBe(0);
});

describe("a dispute of a plan's payment", () => {
  it("is booked, shown and told, and undone when it is won", async () => {
    const ctx = await subscriber("pm_card_createDispute");
    const [dispute] = await own.prisma.billingDispute.findMany({ where: { partnerId: ctx.partnerId } });
    expect(dispute).toMatchObject({
      status: "needs_response",
      withdrawnMinor: 500_000,
      feeMinor: 1_500,
      closedAt: null,
    });
    const id = dispute?.id ?? "";
    const about = { dispute_id: id, status: "needs_response" };
    expect(await mailsOf(DISPUTE_JOB, about)).toHaveLength(1);
    expect(await mailsOf(ADMIN_DISPUTE_JOB, about)).toHaveLength(1);
    for (const job of [DISPUTE_JOB, ADMIN_DISPUTE_JOB]) {
      for (const payload of await mailsOf(job, about)) await runJob(billingJobs, job, town.ctx, payload);
    }
    const mails = await own.prisma.keptMail.findMany({
      where: { text: { contains: "$5,000.00" }, subject: { contains: "ispute" } },
    });
    expect(mails).toHaveLength(2);
    expect((await getBilling(ctx)).disputes).toMatchObject([
      { id, amount_minor: 500_000, currency: "USD", status: "needs_response" },
    ]);
    expect((await getBillingHealth(admin)).disputes).toContainEqual(
      expect.objectContaining({ id, status: "needs_response" }),
    );
    const change = await gained(async () => {
      await town.stripe.disputes.update(id, { evidence: { uncategorized_text: "winning_evidence" } });
      await town.deal();
    });
    expect(change).toEqual({ cash: 501_500, disputed: -500_000, fees: -1_500 });
    expect((await getBilling(ctx)).disputes).toEqual([]);
    expect(await mailsOf(DISPUTE_JOB, { dispute_id: id, status: "won" })).toHaveLength(1);
  });

  it("that is lost before any of the plan is earned leaves nothing to earn", async () => {
    const ctx = await town.partner();
    const change = await gained(async () => {
      await town.buy(ctx, "starter", { card: "pm_card_createDispute" });
      await town.follow(ctx);
      const { data } = await town.stripe.disputes.list({ charge: (await chargeOf(ctx)).id });
      await town.stripe.disputes.close(data[0]?.id ?? "");
      await town.deal();
      await town.deal();
    });
    expect(change).toEqual({ fees: 1_500, cash: -1_500 });
  });
});

describe("what is unpaid when a plan ends", () => {
  it("is not earned, and is earned after all where somebody pays it later", async () => {
    const ctx = await subscriber();
    await town.payWith(ctx, "pm_card_chargeCustomerFail");
    const change = await gained(async () => {
      // The renewal is declined until Stripe gives up and the plan ends.
      await town.advance(32);
      await town.deal();
      await town.advance(30);
      await town.follow(ctx);
    });
    expect((await getBilling(ctx)).status).toBe("cancelled");
    // The month that was paid for is earned by now, the renewal's is not.
    expect(change).toEqual({ deferred: -500_000, plans: 500_000 });
    const unpaid = await own.prisma.invoice.findFirstOrThrow({
      where: { partnerId: ctx.partnerId, status: "open" },
    });
    expect(unpaid.unearnedAt).not.toBeNull();
    expect(await read(receivable(ctx.partnerId))).toBe(0);
    const paid = await gained(async () => {
      await town.payWith(ctx, "pm_card_visa");
      await town.stripe.invoices.pay(unpaid.id);
      await town.deal();
    });
    expect(paid).toEqual({ cash: 500_000, plans: 500_000 });
    expect(await read(receivable(ctx.partnerId))).toBe(0);
  }, 120_000);
});

describe("the comparison with Stripe", () => {
  it("books refunds and disputes that we had not heard of, and says so", async () => {
    const ctx = await subscriber();
    const charge = await chargeOf(ctx);
    const refund = await town.stripe.refunds.create({ charge: charge.id, amount: 1_000 });
    const dispute = await runInStandIn({ db: own.prisma }, (world) => openDispute(world, charge.id));
    const change = await gained(() => reconcileBilling(town.ctx));
    expect(change).toEqual({
      cash: -1_000 - 499_000 - 1_500,
      deferred: -1_000,
      disputed: 499_000,
      fees: 1_500,
    });
    expect(await own.prisma.billingRefund.count({ where: { id: refund.id } })).toBe(1);
    expect(await own.prisma.billingDispute.count({ where: { id: dispute.id } })).toBe(1);
    await town.deal();
  });

  it("knows of invoices that were paid by bank transfer: that is cash, and no lasting difference", async () => {
    const ctx = await town.partner();
    const customer = await ensureCustomer(ctx);
    await reconcileBilling(town.ctx);
    const off = async () => {
      await reconcileBilling(town.ctx);
      const [run] = (await getBillingHealth(admin)).runs;
      return own.prisma.billingDifference.findMany({
        where: { reconciliationId: run?.id ?? "", kind: "cash", subject: "USD" },
        select: { ours: true, theirs: true, healedAt: true },
      });
    };
    const before = await off();
    const change = await gained(async () => {
      const invoice = await invoiceByHand(customer, 70_000);
      await town.stripe.invoices.pay(invoice, { paid_out_of_band: true });
      await town.deal();
    });
    expect(change).toEqual({ cash: 70_000, other: 70_000 });
    expect(before).toEqual([]);
    expect(await off()).toEqual([]);
  });

  it("finds a balance of a customer at Stripe who is no partner, and a debt of a partner without customer", async () => {
    const stranger = await town.stripe.customers.create({ email: "owed@example.com" });
    await town.stripe.customers.update(stranger.id, { balance: -4_200 });
    const lost = await subscriber();
    await invoiceByHand(await ensureCustomer(lost), 7_700);
    await town.deal();
    const { stripeCustomerId } = await own.prisma.partner.update({
      where: { id: lost.partnerId },
      data: { stripeCustomerId: null },
    });
    expect(stripeCustomerId).toBeNull();
    await reconcileBilling(town.ctx);
    const [run] = (await getBillingHealth(admin)).runs;
    const found = await own.prisma.billingDifference.findMany({
      where: { reconciliationId: run?.id ?? "", kind: "receivable" },
    });
    expect(found).toContainEqual(expect.objectContaining({ subject: stranger.id, theirs: "−$42.00" }));
    expect(found).toContainEqual(expect.objectContaining({ subject: lost.partnerId, ours: "$77.00" }));
  });
});

it("leaves books that are right, after all of that", async () => {
  const { faults } = await checkLedger(town.ctx);
  expect(faults).toEqual([]);
});
