import Stripe from "stripe";
import { beforeAll, describe, expect, it } from "vitest";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import {
  answerCheckoutAuthentication,
  applyCheckoutCode,
  payHostedCheckout,
  readHostedCheckout,
} from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const db = ownDatabase();

beforeAll(() => {
  setSettings();
});

function client(): Stripe {
  return standInClient({ db: db.prisma });
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => new Error("It was not refused."),
    (error: unknown) => error,
  );
}

/** The types of what happened to something, in order. */
async function eventsAbout(id: string): Promise<string[]> {
  const events = await client().events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return events
    .filter(({ data }) => JSON.stringify(data.object).includes(id))
    .map(({ type }) => type)
    .reverse();
}

describe("a payment", () => {
  it("by a card that works is taken, kept as a charge, and told in order", async () => {
    const customer = await client().customers.create({ email: "pays@example.com" });
    const intent = await client().paymentIntents.create({
      amount: 2_500,
      currency: "usd",
      customer: customer.id,
      payment_method: "pm_card_visa",
      setup_future_usage: "off_session",
      confirm: true,
      expand: ["latest_charge"],
    });
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 2_500,
      latest_charge: { paid: true, amount: 2_500, payment_method_details: { card: { last4: "4242" } } },
    });
    const { data } = await client().paymentMethods.list({ customer: customer.id });
    expect(data).toHaveLength(1);
    expect(await eventsAbout(intent.id)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
    ]);
  });

  it("that the bank declines is a card error with its reason, and leaves the failure behind", async () => {
    const error = await refusal(
      client().paymentIntents.create({
        amount: 2_500,
        currency: "usd",
        payment_method: "pm_card_visa_chargeDeclinedInsufficientFunds",
        confirm: true,
      }),
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    if (!(error instanceof Stripe.errors.StripeCardError)) return;
    expect(error).toMatchObject({
      statusCode: 402,
      code: "card_declined",
      decline_code: "insufficient_funds",
      doc_url: "https://stripe.com/docs/error-codes/card-declined",
    });
    const kept = await client().paymentIntents.retrieve(error.payment_intent?.id ?? "");
    expect(kept).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { decline_code: "insufficient_funds", payment_method: { card: { last4: "9995" } } },
    });
    expect(await eventsAbout(kept.id)).toEqual([
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
    ]);
  });

  it("that asks for authentication waits on a page of its own, and off session is declined", async () => {
    const params = {
      amount: 500,
      currency: "usd",
      payment_method: "pm_card_threeDSecure2Required",
      confirm: true,
    };
    const waiting = await client().paymentIntents.create(params);
    expect(waiting.status).toBe("requires_action");
    expect(waiting.next_action?.redirect_to_url?.url).toContain(`/dev/stripe/authenticate/${waiting.id}`);
    const error = await refusal(client().paymentIntents.create({ ...params, off_session: true }));
    expect(error).toMatchObject({ code: "authentication_required" });
  });

  it("by a card that only attaches fails when it is charged", async () => {
    const customer = await client().customers.create({
      payment_method: "pm_card_chargeCustomerFail",
      invoice_settings: { default_payment_method: "pm_card_chargeCustomerFail" },
    });
    const method = customer.invoice_settings.default_payment_method;
    expect(method).toMatch(/^pm_/);
    const error = await refusal(
      client().paymentIntents.create({
        amount: 500,
        currency: "usd",
        customer: customer.id,
        payment_method: String(method),
        off_session: true,
        confirm: true,
      }),
    );
    expect(error).toMatchObject({ code: "card_declined", decline_code: "generic_decline" });
  });

  it("is given back in parts, and never more than was paid", async () => {
    const { id } = await client().paymentIntents.create({
      amount: 1_000,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
    });
    await client().refunds.create({ payment_intent: id, amount: 400, reason: "requested_by_customer" });
    const error = await refusal(client().refunds.create({ payment_intent: id, amount: 601 }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    await client().refunds.create({ payment_intent: id });
    const [charge] = (await client().charges.list({ payment_intent: id })).data;
    expect(charge).toMatchObject({ amount_refunded: 1_000, refunded: true });
    const [transaction] = (await client().balanceTransactions.list({ type: "refund" })).data;
    expect(transaction).toMatchObject({ amount: -600, net: -600 });
    expect(await refusal(client().refunds.create({ payment_intent: id }))).toMatchObject({
      code: "charge_already_refunded",
    });
  });

  it("leaves nothing of a card's number anywhere", async () => {
    await client().paymentMethods.create({
      type: "card",
      card: { number: "4242 4242 4242 4242", exp_month: 12, exp_year: 2040, cvc: "987" },
    });
    expect(await db.tablesHolding("4242424242424242")).toEqual([]);
    expect(await db.tablesHolding("4242 4242")).toEqual([]);
    expect(await db.tablesHolding('"987"')).toEqual([]);
  });
});

describe("a price", () => {
  it("keeps fractions of a cent, and its lookup key moves only when that is said", async () => {
    const create = (transfer: boolean) =>
      client().prices.create({
        currency: "usd",
        unit_amount_decimal: Stripe.Decimal.from("0.005"),
        product_data: { name: "Live units" },
        lookup_key: "moving",
        transfer_lookup_key: transfer,
      });
    const first = await create(false);
    expect(first.unit_amount).toBeNull();
    expect(String(first.unit_amount_decimal)).toBe("0.005");
    expect(await refusal(create(false))).toMatchObject({ param: "lookup_key" });
    const second = await create(true);
    const found = await client().prices.list({ lookup_keys: ["moving"], active: true });
    expect(found.data.map(({ id }) => id)).toEqual([second.id]);
  });
});

const CARD = { number: "4242 4242 4242 4242", expiry: "12 / 34", cvc: "123", name: "Ann Lee" };

async function tokenSession(more: Stripe.Checkout.SessionCreateParams = {}) {
  return client().checkout.sessions.create({
    mode: "payment",
    success_url: "https://example.com/done?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://example.com/back",
    line_items: [
      {
        quantity: 3,
        price_data: { currency: "usd", unit_amount: 1_000, product_data: { name: "1,000 tokens" } },
      },
    ],
    metadata: { kind: "ai_tokens" },
    ...more,
  });
}

describe("checkout", () => {
  it("takes a card, completes once, and leads back with the session's id", async () => {
    const customer = await client().customers.create({ email: "ann@example.com" });
    const session = await tokenSession({ customer: customer.id });
    expect(session).toMatchObject({ status: "open", payment_status: "unpaid", amount_total: 3_000 });
    expect(session.url).toMatch(/\/dev\/stripe\/checkout\/cs_test_/);
    const onward = await payHostedCheckout(db.system(), { id: session.id, ...CARD });
    expect(onward.url).toBe(`https://example.com/done?session=${session.id}`);
    const done = await client().checkout.sessions.retrieve(session.id, {
      expand: ["line_items", "payment_intent"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      url: null,
      metadata: { kind: "ai_tokens" },
      customer_details: { email: "ann@example.com", name: "Ann Lee" },
      payment_intent: { amount_received: 3_000, customer: customer.id },
    });
    expect(done.line_items?.data[0]).toMatchObject({ quantity: 3, amount_total: 3_000 });
    expect(await refusal(payHostedCheckout(db.system(), { id: session.id, ...CARD }))).toBeInstanceOf(
      Conflict,
    );
    expect((await eventsAbout(session.id)).filter((type) => type.startsWith("checkout"))).toEqual([
      "checkout.session.completed",
    ]);
  });

  it("says at the field what a card is refused for, and can be tried again with the same payment", async () => {
    const session = await tokenSession();
    const pay = (more: object) =>
      payHostedCheckout(db.system(), { id: session.id, email: "b@example.com", ...CARD, ...more });
    for (const [more, path, message] of [
      [{ number: "4000 0000 0000 0002" }, "number", "Your card was declined."],
      [{ number: "4242 4242 4242 4241" }, "number", "Your card number is incorrect."],
      [{ number: "4111 1111 1111 1111" }, "number", "Your card was declined. Your request was in test mode"],
      [{ expiry: "01 / 20" }, "expiry", "Your card's expiration year is invalid."],
    ] as const) {
      const error = await refusal(pay(more));
      expect(error).toBeInstanceOf(Invalid);
      if (error instanceof Invalid) expect(error.errors[0]).toMatchObject({ path });
      if (error instanceof Invalid) expect(error.errors[0]?.message).toContain(message);
    }
    await pay({});
    const done = await client().checkout.sessions.retrieve(session.id);
    const { data } = await client().charges.list({ payment_intent: String(done.payment_intent) });
    expect(data.map(({ status }) => status)).toEqual(["succeeded", "failed"]);
  });

  it("asks for authentication where the card wants it; failing leads back to the form", async () => {
    const session = await tokenSession({ customer_email: "c@example.com" });
    const ctx = db.system();
    const card = { ...CARD, number: "4000000000003220" };
    expect(await payHostedCheckout(ctx, { id: session.id, ...card })).toEqual({ url: null });
    expect((await readHostedCheckout(ctx, session.id)).waitingCard).toMatchObject({ last4: "3220" });
    await answerCheckoutAuthentication(ctx, { id: session.id, answer: "fail" });
    const failed = await readHostedCheckout(ctx, session.id);
    expect(failed.waitingCard).toBeNull();
    expect(failed.session.problem).toContain("unable to authenticate");
    await payHostedCheckout(ctx, { id: session.id, ...card });
    const onward = await answerCheckoutAuthentication(ctx, { id: session.id, answer: "authorise" });
    expect(onward.url).toContain(session.id);
    expect(await client().checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
  });

  it("takes a promotion code off, and counts it when it is paid", async () => {
    const coupon = await client().coupons.create({ percent_off: 25, duration: "once", max_redemptions: 1 });
    const code = await client().promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "QUARTER",
    });
    const ctx = db.system();
    const [session, late] = [
      await tokenSession({ allow_promotion_codes: true, customer_email: "d@example.com" }),
      await tokenSession({ allow_promotion_codes: true, customer_email: "e@example.com" }),
    ];
    expect(await refusal(applyCheckoutCode(ctx, { id: session.id, code: "HALF" }))).toBeInstanceOf(Invalid);
    for (const { id } of [session, late]) await applyCheckoutCode(ctx, { id, code: "quarter" });
    await payHostedCheckout(ctx, { id: session.id, ...CARD });
    expect(await client().checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_total: 2_250,
      total_details: { amount_discount: 750 },
      discounts: [{ coupon: coupon.id, promotion_code: code.id }],
    });
    expect(await client().coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1, valid: false });
    expect(await refusal(payHostedCheckout(ctx, { id: late.id, ...CARD }))).toBeInstanceOf(Invalid);
    expect((await client().charges.list({ limit: 1 })).data[0]?.amount).toBe(2_250);
  });

  it("in setup mode saves the card to the customer without taking money", async () => {
    const customer = await client().customers.create({ email: "f@example.com" });
    const session = await client().checkout.sessions.create({
      mode: "setup",
      customer: customer.id,
      currency: "usd",
      success_url: "https://example.com/done",
    });
    await payHostedCheckout(db.system(), { id: session.id, ...CARD });
    const done = await client().checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "no_payment_required",
      setup_intent: { status: "succeeded", customer: customer.id },
    });
    expect((await client().paymentMethods.list({ customer: customer.id })).data).toHaveLength(1);
  });

  it("subscribes; a card that cannot be charged leaves nothing behind, and authentication comes first", async () => {
    const price = await client().prices.create({
      currency: "usd",
      unit_amount: 4_900,
      recurring: { interval: "month" },
      product_data: { name: "Starter" },
    });
    const customer = await client().customers.create({ email: "h@example.com" });
    const session = await client().checkout.sessions.create({
      mode: "subscription",
      customer: customer.id,
      line_items: [{ price: price.id, quantity: 1 }],
      subscription_data: { metadata: { kind: "plan" } },
      success_url: "https://example.com/done?session={CHECKOUT_SESSION_ID}",
    });
    const ctx = db.system();
    for (const number of ["4000000000000002", "4000000000000341"]) {
      const error = await refusal(payHostedCheckout(ctx, { id: session.id, ...CARD, number }));
      expect(error).toMatchObject({ errors: [{ path: "number", message: "Your card was declined." }] });
    }
    expect((await client().subscriptions.list({ customer: customer.id, status: "all" })).data).toEqual([]);
    expect((await client().invoices.list({ customer: customer.id })).data).toEqual([]);
    expect((await client().paymentMethods.list({ customer: customer.id })).data).toEqual([]);

    await payHostedCheckout(ctx, { id: session.id, ...CARD, number: "4000000000003220" });
    expect((await client().subscriptions.list({ customer: customer.id })).data).toEqual([]);
    const onward = await answerCheckoutAuthentication(ctx, { id: session.id, answer: "authorise" });
    expect(onward.url).toBe(`https://example.com/done?session=${session.id}`);
    const done = await client().checkout.sessions.retrieve(session.id, {
      expand: ["subscription.default_payment_method", "invoice"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      amount_total: 4_900,
      subscription: {
        status: "active",
        metadata: { kind: "plan" },
        default_payment_method: { customer: customer.id, card: { last4: "3220" } },
      },
      invoice: { status: "paid", amount_paid: 4_900, billing_reason: "subscription_create" },
    });
  });

  it("ends when it is expired, and is nothing to anybody without its id", async () => {
    const session = await tokenSession();
    expect(await client().checkout.sessions.expire(session.id)).toMatchObject({
      status: "expired",
      url: null,
    });
    expect(await eventsAbout(session.id)).toEqual(["checkout.session.expired"]);
    const pay = payHostedCheckout(db.system(), { id: session.id, email: "g@example.com", ...CARD });
    expect(await refusal(pay)).toBeInstanceOf(Conflict);
    expect(await refusal(readHostedCheckout(db.system(), "cs_test_none"))).toBeInstanceOf(NotFound);
  });
});
