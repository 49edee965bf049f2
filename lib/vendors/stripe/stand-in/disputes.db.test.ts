import type Stripe from "stripe";
import { beforeAll, describe, expect, it } from "vitest";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const db = ownDatabase();
beforeAll(() => setSettings());

const client = (): Stripe => standInClient({ db: db.prisma });

async function pay(payment_method: string, amount = 5_000): Promise<Stripe.PaymentIntent> {
  const customer = await client().customers.create({ email: "pays@example.com" });
  return client().paymentIntents.create({
    amount,
    currency: "usd",
    customer: customer.id,
    payment_method,
    setup_future_usage: "off_session",
    confirm: true,
  });
}

const disputeOf = async (payment: Stripe.PaymentIntent): Promise<Stripe.Dispute> => {
  const [dispute] = (await client().disputes.list({ payment_intent: payment.id })).data;
  if (dispute === undefined) throw new Error("The payment is not disputed.");
  return dispute;
};

const balance = async () => (await client().balance.retrieve()).available[0]?.amount ?? 0;

async function eventsAbout(id: string): Promise<string[]> {
  const events = await client().events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return events
    .filter(({ data }) => "id" in data.object && data.object.id === id)
    .map(({ type }) => type)
    .reverse();
}

describe("a payment by the card that disputes", () => {
  it("succeeds, is disputed at once, and the money and a fee leave the balance", async () => {
    const before = await balance();
    const payment = await pay("pm_card_createDispute");
    expect(payment.status).toBe("succeeded");
    const dispute = await disputeOf(payment);
    expect(dispute).toMatchObject({ status: "needs_response", reason: "fraudulent", amount: 5_000 });
    expect(dispute.balance_transactions).toMatchObject([{ amount: -5_000, fee: 1_500, net: -6_500 }]);
    expect(await balance()).toBe(before - 1_500);
    expect(await eventsAbout(dispute.id)).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
    ]);
    const charge = await client().charges.retrieve(String(payment.latest_charge));
    expect(charge.disputed).toBe(true);
    await expect(client().refunds.create({ payment_intent: payment.id })).rejects.toMatchObject({
      code: "charge_disputed",
    });
  });

  it.each([
    ["won", "winning_evidence", 5_000, ["charge.dispute.closed", "charge.dispute.funds_reinstated"]],
    ["lost", "losing_evidence", -1_500, ["charge.dispute.closed"]],
  ])("is %s by Stripe's test evidence", async (status, words, change, told) => {
    const before = await balance();
    const dispute = await disputeOf(await pay("pm_card_createDispute"));
    const answered = await client().disputes.update(dispute.id, { evidence: { uncategorized_text: words } });
    expect(answered.status).toBe(status);
    expect(await balance()).toBe(before + change);
    expect(await eventsAbout(dispute.id)).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.updated",
      ...told,
    ]);
    await expect(client().disputes.close(dispute.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it("is lost where we close the dispute, and cannot be answered afterwards", async () => {
    const dispute = await disputeOf(await pay("pm_card_createDisputeProductNotReceived"));
    expect(dispute.reason).toBe("product_not_received");
    expect((await client().disputes.close(dispute.id)).status).toBe("lost");
    await expect(
      client().disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});

it("an inquiry moves no money", async () => {
  const before = await balance();
  const dispute = await disputeOf(await pay("pm_card_createDisputeInquiry"));
  expect(dispute).toMatchObject({ status: "warning_needs_response", balance_transactions: [] });
  expect(await balance()).toBe(before + 5_000);
  expect((await client().disputes.close(dispute.id)).status).toBe("warning_closed");
});

it("a refund that the customer's bank will not take comes back to the balance", async () => {
  const before = await balance();
  const payment = await pay("pm_card_refundFail");
  const refund = await client().refunds.create({ payment_intent: payment.id, amount: 2_000 });
  expect(refund.status).toBe("failed");
  expect(await balance()).toBe(before + 5_000);
  expect((await client().charges.retrieve(refund.charge as string)).amount_refunded).toBe(0);
  expect(await eventsAbout(refund.id)).toContain("refund.failed");
});
