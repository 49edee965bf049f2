import { beforeAll, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { subscriptionRevenue } from "@/lib/billing/ledger/accounts";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { getRevenue } from "@/lib/operations/admin/get-revenue";
import type { AdminContext } from "@/lib/platform/context";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { ownDatabase } from "@/test/own-database";
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

/** An hour later, so that what happened just now has happened before now. */
const read = async () => {
  await town.advance(1 / 24);
  await town.deal();
  return getRevenue(admin, { range: "6m" });
};
const months = async () => (await getRevenue(admin, { range: "6m" })).months;

it("follows what is bought at Stripe: a month, a year, a trial that is paid for, and who leaves", async () => {
  const [ada, bo, cy] = [await town.partner(), await town.partner(), await town.partner()];
  const monthly = await town.buy(ada, "starter");
  await town.buy(bo, "enterprise");
  await town.buy(cy, "starter", { trial_period_days: 14 });
  // Of the year a twelfth recurs, and all of it is still to be earned; the trial is nothing yet.
  const started = await read();
  expect(started).toMatchObject({ mrrMinor: 500_000 + 833_333, partnersPaying: 2, standIn: true });
  expect(started.total).toMatchObject({ subscriptionMinor: 0, usageMinor: 0, refundsMinor: 0 });
  expect(started.deferredMinor).toBe(500_000 + 10_000_000);

  await town.advance(15);
  expect(await read()).toMatchObject({ mrrMinor: 1_833_333, partnersPaying: 3 });

  await town.advance(10);
  await town.stripe.subscriptions.cancel(monthly.id);
  const left = await read();
  expect(left).toMatchObject({ mrrMinor: 1_333_333, partnersPaying: 2 });
  expect((await months()).slice(-2)).toMatchObject([
    { month: "2027-01", newMinor: 1_833_333, closingMinor: 1_833_333 },
    {
      month: "2027-02",
      openingMinor: 1_833_333,
      churnMinor: 500_000,
      logoChurn: 1 / 3,
      closingMinor: 1_333_333,
    },
  ]);

  const mirrored = await own.prisma.subscription.aggregate({ _sum: { mrrMinor: true } });
  expect(left.mrrMinor).toBe(mirrored._sum.mrrMinor);
  // What was left of its time was earned when it ended, which is the end of what that look covers.
  town.clock.advance(1_000);
  expect((await getRevenue(admin, { range: "6m" })).total.subscriptionMinor).toBe(
    (await readBalance(admin, subscriptionRevenue, "USD")).amountMinor,
  );
});

it("counts an invoice by hand as other revenue, and a refund and a lost dispute against their partner", async () => {
  const ctx = await town.partner();
  await town.buy(ctx, "starter");
  await town.deal();
  const before = await read();
  const customer = await ensureCustomer(ctx);
  const method = await town.stripe.paymentMethods.attach("pm_card_visa", { customer });
  const { id = "" } = await town.stripe.invoices.create({ customer, auto_advance: false });
  await town.stripe.invoiceItems.create({ customer, amount: 30_000, currency: "usd", invoice: id });
  await town.stripe.invoices.finalizeInvoice(id);
  await town.stripe.invoices.pay(id, { payment_method: method.id });
  const charges = (await town.stripe.charges.list({ customer })).data;
  const [byHand, plan] = [30_000, 500_000].map((amount) => charges.find((one) => one.amount === amount));
  await town.stripe.refunds.create({ charge: byHand?.id ?? "", amount: 10_000 });
  const dispute = await runInStandIn({ db: own.prisma }, (world) => openDispute(world, plan?.id ?? ""));
  const open = await read();
  expect(open.total.refundsMinor - before.total.refundsMinor).toBe(10_000);
  await town.stripe.disputes.close(dispute.id);
  // It is lost when we hear of it, which is the end of what the first look covers.
  await read();
  const after = await read();
  expect(after.total.subscriptionMinor).toBe(before.total.subscriptionMinor);
  expect(after.total.otherMinor - before.total.otherMinor).toBe(30_000);
  expect(after.unattributed).toMatchObject({ refundsMinor: 0, netMinor: 0 });
  expect(after.partners.find((one) => one.id === ctx.partnerId)).toMatchObject({
    // No day of the plan was over, so the dispute took nothing that was earned.
    subscriptionMinor: 0,
    otherMinor: 30_000,
    refundsMinor: 10_000,
    netMinor: 20_000,
    deferredMinor: 0,
  });
  for (const one of (await town.stripe.subscriptions.list({ customer })).data) {
    await town.stripe.subscriptions.cancel(one.id);
  }
  await town.deal();
}, 90_000);
