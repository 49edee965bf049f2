import fc from "fast-check";
import Stripe from "stripe";
import { beforeAll, describe, expect, it } from "vitest";
import { NotFound } from "@/lib/platform/errors";
import { freezeClock } from "@/lib/vendors/stripe/stand-in/clock";
import { answerAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { payHostedInvoice, readHostedInvoice } from "@/lib/vendors/stripe/stand-in/hosted-invoice";
import { readHostedPortal } from "@/lib/vendors/stripe/stand-in/hosted-portal";
import { stripeClockJobs } from "@/lib/vendors/stripe/stand-in/run-clock";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const at = (text: string) => Date.parse(text) / 1000;
const told = (seconds: number | null | undefined) =>
  typeof seconds === "number" ? new Date(seconds * 1000).toISOString().replace(".000Z", "Z") : seconds;
let stripe: Stripe;
let prices: Record<"starter" | "pro" | "yearly" | "usage", string>;
let clock: string;
const customers: string[] = [];

beforeAll(async () => {
  setSettings();
  stripe = standInClient({ db: own.prisma });
  const price = async (name: string, fields: Partial<Stripe.PriceCreateParams>) =>
    (await stripe.prices.create({ currency: "usd", product_data: { name }, ...fields })).id;
  await setTime("2027-01-01T00:00:00Z");
  const meter = await stripe.billing.meters.create({
    display_name: "Live units",
    event_name: "soulmate_live_units",
    default_aggregation: { formula: "sum" },
  });
  prices = {
    starter: await price("Starter", { unit_amount: 500_000, recurring: { interval: "month" } }),
    pro: await price("Professional", { unit_amount: 2_500_000, recurring: { interval: "month" } }),
    yearly: await price("Enterprise", { unit_amount: 10_000_000, recurring: { interval: "year" } }),
    usage: await price("Live units", {
      unit_amount_decimal: Stripe.Decimal.from("0.005"),
      recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    }),
  };
  clock = (await stripe.testHelpers.testClocks.create({ frozen_time: at("2027-01-01T00:00:00Z") })).id;
});

/** Lets it be this time, whatever it was; what was there before is over. */
async function setTime(time: string): Promise<void> {
  for (const customer of customers.splice(0)) await stripe.customers.del(customer);
  await runInStandIn({ db: own.prisma }, (world) => freezeClock(world, at(time)));
}

async function advance(time: string): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: at(time) });
}

async function customer(card = "pm_card_visa"): Promise<string> {
  const { id } = await stripe.customers.create({
    email: "ann@example.com",
    name: "Ann",
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  });
  customers.push(id);
  return id;
}

async function invoicesOf(id: string): Promise<Stripe.Invoice[]> {
  const all = await stripe.invoices.list({ customer: id, limit: 100 });
  return all.data.toReversed();
}

/** The types of the events about a customer since the time, oldest first. */
async function eventsOf(id: string, since: string): Promise<string[]> {
  const events = await stripe.events
    .list({ created: { gte: at(since) }, limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  return events
    .filter(({ data: { object } }) => "customer" in object && object.customer === id)
    .map(({ type }) => type)
    .toReversed();
}

async function refused(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

function sum(amounts: number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

describe("a subscription", () => {
  it("is paid, active, and tells so in Stripe's order", async () => {
    await setTime("2027-01-31T10:00:00Z");
    const id = await customer();
    const subscription = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.starter }],
      metadata: { kind: "plan" },
      expand: ["latest_invoice.payments"],
    });
    expect(subscription).toMatchObject({ status: "active", metadata: { kind: "plan" }, cancel_at: null });
    expect(told(subscription.items.data[0]?.current_period_end)).toBe("2027-02-28T10:00:00Z");
    expect(subscription.latest_invoice).toMatchObject({
      status: "paid",
      billing_reason: "subscription_create",
      total: 500_000,
      amount_paid: 500_000,
      number: expect.stringMatching(/^[A-Z0-9]{8}-0001$/),
      payments: { data: [{ status: "paid", payment: { type: "payment_intent" } }] },
      lines: {
        data: [
          {
            amount: 500_000,
            description: "1 × Starter (at $5,000.00 / month)",
            parent: {
              type: "subscription_item_details",
              subscription_item_details: { subscription: subscription.id, proration: false },
            },
            pricing: { price_details: { price: prices.starter } },
          },
        ],
      },
    });
    const types = (await eventsOf(id, "2027-01-31T00:00:00Z")).filter(
      (type) => !type.startsWith("payment_method"),
    );
    expect(types).toEqual([
      "customer.subscription.created",
      "invoice.created",
      "invoice.finalized",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "customer.subscription.updated",
    ]);
  });

  it("renewed through a year is charged once a month, on the anchor's day or the month's last", async () => {
    await setTime("2027-01-31T10:00:00Z");
    const id = await customer();
    await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    await advance("2028-01-31T12:00:00Z");
    const invoices = await invoicesOf(id);
    expect(invoices.map(({ lines }) => told(lines.data[0]?.period.start))).toEqual([
      "2027-01-31T10:00:00Z",
      "2027-02-28T10:00:00Z",
      "2027-03-31T10:00:00Z",
      "2027-04-30T10:00:00Z",
      "2027-05-31T10:00:00Z",
      "2027-06-30T10:00:00Z",
      "2027-07-31T10:00:00Z",
      "2027-08-31T10:00:00Z",
      "2027-09-30T10:00:00Z",
      "2027-10-31T10:00:00Z",
      "2027-11-30T10:00:00Z",
      "2027-12-31T10:00:00Z",
      "2028-01-31T10:00:00Z",
    ]);
    expect(new Set(invoices.map(({ status, amount_paid }) => `${status} ${amount_paid}`))).toEqual(
      new Set(["paid 500000"]),
    );
    expect(invoices.map(({ number }) => number?.slice(-4))).toEqual(
      Array.from({ length: 13 }, (_, index) => String(index + 1).padStart(4, "0")),
    );
    // A renewal waits an hour as a draft.
    const [, renewal] = invoices;
    expect(told(renewal?.created)).toBe("2027-02-28T10:00:00Z");
    expect(told(renewal?.status_transitions.finalized_at)).toBe("2027-02-28T11:00:00Z");
  });

  it("ends at its period's end where it was asked to, unless it is taken back", async () => {
    await setTime("2027-01-10T00:00:00Z");
    const id = await customer();
    const { id: sub } = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.starter }],
    });
    const asked = await stripe.subscriptions.update(sub, { cancel_at_period_end: true });
    expect([asked.status, told(asked.cancel_at)]).toEqual(["active", "2027-02-10T00:00:00Z"]);
    const back = await stripe.subscriptions.update(sub, { cancel_at_period_end: false });
    expect([back.cancel_at, back.canceled_at]).toEqual([null, null]);
    await advance("2027-02-11T00:00:00Z");
    await stripe.subscriptions.update(sub, { cancel_at_period_end: true });
    await advance("2027-04-01T00:00:00Z");
    const ended = await stripe.subscriptions.retrieve(sub);
    expect([ended.status, told(ended.ended_at)]).toEqual(["canceled", "2027-03-10T00:00:00Z"]);
    expect(await invoicesOf(id)).toHaveLength(2);
    expect((await eventsOf(id, "2027-03-10T00:00:00Z"))[0]).toBe("customer.subscription.deleted");
    const error = await refused(stripe.subscriptions.cancel(sub));
    expect(error.code).toBe("resource_missing");
  });

  it("whose first payment is declined is incomplete, and expires after 23 hours", async () => {
    await setTime("2027-01-10T00:00:00Z");
    const id = await customer("pm_card_chargeCustomerFail");
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    expect(sub.status).toBe("incomplete");
    await advance("2027-01-11T00:00:00Z");
    expect((await stripe.subscriptions.retrieve(sub.id)).status).toBe("incomplete_expired");
    expect((await invoicesOf(id)).map(({ status }) => status)).toEqual(["void"]);
  });

  it("that must be paid or not be leaves nothing behind when the card is declined", async () => {
    const id = await customer("pm_card_chargeCustomerFail");
    const error = await refused(
      stripe.subscriptions.create({
        customer: id,
        items: [{ price: prices.starter }],
        payment_behavior: "error_if_incomplete",
      }),
    );
    expect([error.type, error.statusCode]).toEqual(["StripeCardError", 402]);
    expect(await invoicesOf(id)).toEqual([]);
  });
});

describe("a trial", () => {
  it("costs nothing, is announced three days before its end, and then becomes a paid period", async () => {
    await setTime("2027-01-10T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.starter }],
      trial_period_days: 14,
    });
    expect([sub.status, told(sub.trial_end)]).toEqual(["trialing", "2027-01-24T00:00:00Z"]);
    await advance("2027-01-20T23:59:59Z");
    expect(await eventsOf(id, "2027-01-11T00:00:00Z")).not.toContain("customer.subscription.trial_will_end");
    await advance("2027-01-24T02:00:00Z");
    expect(await eventsOf(id, "2027-01-21T00:00:00Z")).toContain("customer.subscription.trial_will_end");
    expect((await stripe.subscriptions.retrieve(sub.id)).status).toBe("active");
    expect((await invoicesOf(id)).map(({ total, status }) => [total, status])).toEqual([
      [0, "paid"],
      [500_000, "paid"],
    ]);
  });
});

describe("a change of price", () => {
  it.each([
    ["up", "starter", "pro", 645_162],
    ["down", "pro", "starter", -645_162],
  ] as const)("%s is billed exactly as its preview said", async (_, from, to, expected) => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices[from] }] });
    await advance("2027-01-22T00:00:00Z");
    const proration_date = at("2027-01-22T00:00:00Z");
    const items = [{ id: sub.items.data[0]?.id ?? "", price: prices[to] }];
    const preview = await stripe.invoices.createPreview({
      customer: id,
      subscription: sub.id,
      subscription_details: { items, proration_behavior: "always_invoice", proration_date },
    });
    expect((await invoicesOf(id)).length).toBe(1);
    const changed = await stripe.subscriptions.update(sub.id, {
      items,
      proration_behavior: "always_invoice",
      proration_date,
      expand: ["latest_invoice"],
    });
    const bill = changed.latest_invoice;
    if (typeof bill === "string" || bill === null) throw new Error("There is no bill.");
    expect(bill.total).toBe(expected);
    expect([bill.total, bill.amount_due, bill.subtotal]).toEqual([
      preview.total,
      preview.amount_due,
      preview.subtotal,
    ]);
    const lines = ({ lines: { data } }: Stripe.Invoice) =>
      data.map(({ amount, description, period }) => ({ amount, description, period }));
    expect(lines(bill)).toEqual(lines(preview));
    expect(lines(bill).map(({ description }) => description?.split(" ").slice(0, 2).join(" "))).toEqual([
      "Unused time",
      "Remaining time",
    ]);
    expect([bill.status, changed.status]).toEqual(["paid", "active"]);
    const balance = await stripe.customers.retrieve(id);
    expect(balance).toMatchObject({ balance: Math.min(0, expected) });
  });

  it("to another interval begins a new period at once and gives back what is left of the old", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    await advance("2027-01-16T12:00:00Z");
    const changed = await stripe.subscriptions.update(sub.id, {
      items: [{ id: sub.items.data[0]?.id ?? "", price: prices.yearly }],
      expand: ["latest_invoice"],
    });
    expect(told(changed.items.data[0]?.current_period_end)).toBe("2028-01-16T12:00:00Z");
    expect(changed.latest_invoice).toMatchObject({ total: 10_000_000 - 250_000, status: "paid" });
  });

  it("without prorations charges nothing until the renewal", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.pro }] });
    await stripe.subscriptions.update(sub.id, {
      items: [{ id: sub.items.data[0]?.id ?? "", price: prices.starter }],
      proration_behavior: "none",
    });
    await advance("2027-02-01T02:00:00Z");
    expect((await invoicesOf(id)).map(({ total }) => total)).toEqual([2_500_000, 500_000]);
  });

  it("that the card does not pay for is undone where it must be paid", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: id });
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: bad.id } });
    await advance("2027-01-10T00:00:00Z");
    const error = await refused(
      stripe.subscriptions.update(sub.id, {
        items: [{ id: sub.items.data[0]?.id ?? "", price: prices.pro }],
        proration_behavior: "always_invoice",
        payment_behavior: "error_if_incomplete",
      }),
    );
    expect(error.type).toBe("StripeCardError");
    const after = await stripe.subscriptions.retrieve(sub.id);
    expect([after.status, after.items.data[0]?.price.id]).toEqual(["active", prices.starter]);
  });
});

describe("a change that must be paid first", () => {
  const kept = "pm_card_authenticationRequired";
  const up = (sub: Stripe.Subscription, more: Stripe.SubscriptionUpdateParams = {}) =>
    stripe.subscriptions.update(sub.id, {
      items: [{ id: sub.items.data[0]?.id ?? "", price: prices.pro }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
      ...more,
    });

  /** A starter plan that is paid, and a card for what follows. */
  async function starter(card: string): Promise<{ id: string; sub: Stripe.Subscription }> {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    const next = await stripe.paymentMethods.attach(card, { customer: id });
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: next.id } });
    await advance("2027-01-10T00:00:00Z");
    return { id, sub };
  }

  const latest = async (sub: Stripe.Subscription) => {
    const invoice = typeof sub.latest_invoice === "string" ? sub.latest_invoice : "";
    return stripe.invoices.retrieve(invoice, { expand: ["payments.data.payment.payment_intent"] });
  };
  const intentOf = ({ payments }: Stripe.Invoice) => {
    const intent = payments?.data[0]?.payment.payment_intent;
    if (typeof intent !== "object") throw new Error("The invoice has no payment.");
    return intent;
  };
  const priceOf = (sub: Stripe.Subscription) => sub.items.data[0]?.price.id;
  const ofChange = (types: string[]) => types.filter((type) => type.startsWith("customer.subscription"));

  it("is made at once where the card pays", async () => {
    const { id, sub } = await starter("pm_card_visa");
    const after = await up(sub);
    expect([priceOf(after), after.pending_update, after.status]).toEqual([prices.pro, null, "active"]);
    expect((await latest(after)).status).toBe("paid");
    expect(ofChange(await eventsOf(id, "2027-01-10T00:00:00Z"))).toEqual(["customer.subscription.updated"]);
  });

  it("waits for the bank's page, bills what was previewed, and takes force when it is paid", async () => {
    const { id, sub } = await starter(kept);
    const shown = await stripe.invoices.createPreview({
      subscription: sub.id,
      subscription_details: {
        items: [{ id: sub.items.data[0]?.id ?? "", price: prices.pro }],
        proration_behavior: "always_invoice",
      },
    });
    const waits = await up(sub, { cancel_at_period_end: false });
    expect([priceOf(waits), waits.status]).toEqual([prices.starter, "active"]);
    expect(waits.pending_update).toMatchObject({
      expires_at: at("2027-01-10T23:00:00Z"),
      cancel_at_period_end: false,
      subscription_items: [{ id: sub.items.data[0]?.id, price: { id: prices.pro } }],
    });
    const invoice = await latest(waits);
    expect([invoice.status, invoice.total, invoice.next_payment_attempt]).toEqual([
      "open",
      shown.total,
      null,
    ]);
    const intent = intentOf(invoice);
    expect(intent.status).toBe("requires_action");
    expect(await payHostedInvoice(own.system(), { id: invoice.id ?? "" })).toEqual({
      url: expect.stringContaining(intent.id),
    });
    await answerAuthentication(own.system(), { id: intent.id, answer: "authorise" });
    const after = await stripe.subscriptions.retrieve(sub.id);
    expect([priceOf(after), after.pending_update, after.status]).toEqual([prices.pro, null, "active"]);
    expect((await latest(after)).status).toBe("paid");
    expect(ofChange(await eventsOf(id, "2027-01-10T00:00:00Z"))).toEqual([
      "customer.subscription.updated",
      "customer.subscription.updated",
      "customer.subscription.pending_update_applied",
    ]);
    await advance("2027-02-01T02:00:00Z");
    expect((await invoicesOf(id)).at(-1)?.total).toBe(2_500_000);
  });

  it("waits as well where the card is declined, and is dropped when its invoice is voided", async () => {
    const { id, sub } = await starter("pm_card_chargeCustomerFail");
    const waits = await up(sub);
    const invoice = await latest(waits);
    expect([invoice.status, intentOf(invoice).status]).toEqual(["open", "requires_payment_method"]);
    expect(intentOf(invoice).last_payment_error?.message).toMatch(/declined/);
    await stripe.invoices.voidInvoice(invoice.id ?? "");
    const after = await stripe.subscriptions.retrieve(sub.id);
    expect([priceOf(after), after.pending_update, after.status]).toEqual([prices.starter, null, "active"]);
    expect(intentOf(await latest(after)).status).toBe("canceled");
    expect(await eventsOf(id, "2027-01-10T00:00:00Z")).toContain(
      "customer.subscription.pending_update_expired",
    );
  });

  it("expires after 23 hours, or with the period, and leaves everything as it was", async () => {
    const { id, sub } = await starter(kept);
    await up(sub);
    await advance("2027-01-10T22:59:59Z");
    expect((await stripe.subscriptions.retrieve(sub.id)).pending_update).not.toBeNull();
    await advance("2027-01-10T23:00:00Z");
    const after = await stripe.subscriptions.retrieve(sub.id);
    expect([priceOf(after), after.pending_update, after.status]).toEqual([prices.starter, null, "active"]);
    await advance("2027-01-31T20:00:00Z");
    const late = await up(sub);
    expect(told(late.pending_update?.expires_at)).toBe("2027-02-01T00:00:00Z");
    const visa = await stripe.paymentMethods.attach("pm_card_visa", { customer: id });
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: visa.id } });
    await advance("2027-02-01T02:00:00Z");
    expect((await invoicesOf(id)).map(({ status }) => status)).toEqual(["paid", "void", "void", "paid"]);
    expect((await invoicesOf(id)).at(-1)?.total).toBe(500_000);
  });

  it("gives way to another change, and to the plan's end", async () => {
    const { id, sub } = await starter(kept);
    const first = await latest(await up(sub, { cancel_at_period_end: false }));
    const second = await latest(
      await up(sub, { items: [{ id: sub.items.data[0]?.id ?? "", price: prices.yearly }] }),
    );
    expect((await stripe.invoices.retrieve(first.id ?? "")).status).toBe("void");
    expect(second.status).toBe("open");
    const { pending_update } = await up(sub, { cancel_at_period_end: false });
    expect(pending_update?.subscription_items?.[0]?.price.id).toBe(prices.pro);
    const ending = await stripe.subscriptions.update(sub.id, { cancel_at_period_end: true });
    expect([ending.pending_update, ending.cancel_at_period_end]).toEqual([null, true]);
    await up(sub);
    await stripe.subscriptions.cancel(sub.id);
    expect((await invoicesOf(id)).map(({ status }) => status)).toEqual([
      "paid",
      "void",
      "void",
      "void",
      "void",
    ]);
    expect((await stripe.customers.retrieve(id)) as Stripe.Customer).toMatchObject({ delinquent: false });
  });

  it("takes nothing that cannot wait, and no new subscription", async () => {
    const { id, sub } = await starter("pm_card_visa");
    const wrong = await refused(up(sub, { default_payment_method: "" }));
    expect([wrong.statusCode, wrong.param]).toEqual([400, "default_payment_method"]);
    const start = await refused(
      stripe.subscriptions.create({
        customer: id,
        items: [{ price: prices.pro }],
        payment_behavior: "pending_if_incomplete",
      }),
    );
    expect(start.param).toBe("payment_behavior");
  });
});

it("any chain of changes bills what its previews said, and loses or makes no cent", async () => {
  const step = fc.record({
    price: fc.constantFrom("starter", "pro"),
    quantity: fc.integer({ min: 1, max: 5 }),
    hours: fc.integer({ min: 1, max: 120 }),
    how: fc.constantFrom("always_invoice", "create_prorations"),
  });
  const coupon = await stripe.coupons.create({ percent_off: 33.33, duration: "forever" });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), fc.boolean(), async (steps, reduced) => {
      await setTime("2027-01-01T00:00:00Z");
      const id = await customer();
      const sub = await stripe.subscriptions.create({
        customer: id,
        items: [{ price: prices.starter }],
        ...(reduced ? { discounts: [{ coupon: coupon.id }] } : {}),
      });
      let time = at("2027-01-01T00:00:00Z");
      for (const { price, quantity, hours, how } of steps) {
        time += hours * 3_600;
        await stripe.testHelpers.testClocks.advance(clock, { frozen_time: time });
        const items = [{ id: sub.items.data[0]?.id ?? "", price: prices[price], quantity }];
        const details = { items, proration_behavior: how };
        const preview = await stripe.invoices.createPreview({
          subscription: sub.id,
          subscription_details: details,
        });
        const count = (await invoicesOf(id)).length;
        await stripe.subscriptions.update(sub.id, details);
        const bill = (await invoicesOf(id))[count];
        if (bill !== undefined) expect(bill.total).toBe(preview.total);
      }
      await advance("2027-02-01T02:00:00Z");
      const invoices = await invoicesOf(id);
      for (const invoice of invoices) {
        const off = sum((invoice.total_discount_amounts ?? []).map(({ amount }) => amount));
        expect(invoice.subtotal).toBe(sum(invoice.lines.data.map(({ amount }) => amount)));
        expect([invoice.status, invoice.total]).toEqual(["paid", invoice.subtotal - off]);
      }
      const billed = sum(invoices.map(({ total }) => total));
      const paid = sum(invoices.map(({ amount_paid }) => amount_paid));
      expect(await stripe.customers.retrieve(id)).toMatchObject({ balance: billed - paid });
    }),
    { numRuns: 4 },
  );
});

describe("a renewal that is not paid", () => {
  async function failing(): Promise<{ id: string; sub: string }> {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const { id: sub } = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.starter }],
    });
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: id });
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: bad.id } });
    await advance("2027-02-01T02:00:00Z");
    return { id, sub };
  }

  it("is tried again on schedule, and is made good by another card", async () => {
    const { id, sub } = await failing();
    expect((await stripe.subscriptions.retrieve(sub)).status).toBe("past_due");
    const [, invoice] = await invoicesOf(id);
    expect([invoice?.status, invoice?.attempt_count, told(invoice?.next_payment_attempt)]).toEqual([
      "open",
      1,
      "2027-02-02T01:00:00Z",
    ]);
    await advance("2027-02-02T02:00:00Z");
    const declined = await refused(stripe.invoices.pay(invoice?.id ?? ""));
    expect(declined).toMatchObject({ type: "StripeCardError", code: "card_declined" });
    const good = await stripe.paymentMethods.attach("pm_card_mastercard", { customer: id });
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: good.id } });
    await advance("2027-02-04T02:00:00Z");
    expect((await stripe.subscriptions.retrieve(sub)).status).toBe("active");
    const [, paid] = await invoicesOf(id);
    expect([paid?.status, paid?.attempt_count]).toEqual(["paid", 3]);
    expect(
      (await eventsOf(id, "2027-02-01T00:00:00Z")).filter((type) => type.startsWith("invoice.pa")),
    ).toEqual([
      "invoice.payment_failed",
      "invoice.payment_failed",
      "invoice.payment_failed",
      "invoice.paid",
      "invoice.payment_succeeded",
    ]);
  });

  it("ends the subscription after the last attempt, a week later", async () => {
    const { id, sub } = await failing();
    await advance("2027-03-15T00:00:00Z");
    const ended = await stripe.subscriptions.retrieve(sub);
    expect([ended.status, told(ended.ended_at), ended.cancellation_details?.reason]).toEqual([
      "canceled",
      "2027-02-08T01:00:00Z",
      "payment_failed",
    ]);
    const [, invoice] = await invoicesOf(id);
    expect([invoice?.status, invoice?.attempt_count]).toEqual(["open", 5]);
  });

  it("for want of authentication says so", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer("pm_card_authenticationRequired");
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    expect(sub.status).toBe("incomplete");
    expect(await eventsOf(id, "2027-01-01T00:00:00Z")).toContain("invoice.payment_action_required");
  });
});

describe("usage", () => {
  it("of a year is billed by calendar month, each sum rounded once", async () => {
    await setTime("2027-01-10T08:00:00Z");
    const id = await customer();
    await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.usage }],
      billing_cycle_anchor: at("2027-02-01T00:00:00Z"),
      proration_behavior: "none",
    });
    const months = new Map<string, number>();
    let state = 7;
    for (let month = 1; month <= 12; month += 1) {
      const stamp = `2027-${String(month).padStart(2, "0")}`;
      await advance(`${stamp}-28T00:00:00Z`);
      for (const day of [12, 19, 27]) {
        const time = `${stamp}-${day}T13:00:00Z`;
        state = (state * 48_271) % 2_147_483_647;
        const units = state % 900_000;
        months.set(stamp, (months.get(stamp) ?? 0) + units);
        await stripe.billing.meterEvents.create({
          event_name: "soulmate_live_units",
          identifier: `${id}:${time}`,
          timestamp: at(time),
          payload: { stripe_customer_id: id, value: String(units) },
        });
      }
    }
    await advance("2028-01-02T00:00:00Z");
    const invoices = await invoicesOf(id);
    const billed = invoices.flatMap(({ lines }) =>
      lines.data.map(({ quantity, amount }) => ({ quantity, amount })),
    );
    const expected = [...months.values()].map((quantity) => ({
      quantity,
      amount: Number((BigInt(quantity) * 50n * 2n + 10_000n) / 20_000n),
    }));
    expect(billed).toEqual(expected);
    expect(
      invoices.every(({ status, amount_paid, total }) => status === "paid" && amount_paid === total),
    ).toBe(true);
  });

  it("reported while the invoice is a draft is still on it, and nothing counts twice", async () => {
    await setTime("2027-01-10T08:00:00Z");
    const id = await customer();
    await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.usage }],
      billing_cycle_anchor: at("2027-02-01T00:00:00Z"),
      proration_behavior: "none",
    });
    const report = (time: string, value: string) =>
      stripe.billing.meterEvents.create({
        event_name: "soulmate_live_units",
        identifier: `${id}:${time}`,
        timestamp: at(time),
        payload: { stripe_customer_id: id, value },
      });
    await advance("2027-02-01T00:30:00Z");
    expect((await invoicesOf(id)).map(({ status, total }) => [status, total])).toEqual([["draft", 0]]);
    await report("2027-01-31T23:00:00Z", "100000");
    const twice = await refused(report("2027-01-31T23:00:00Z", "100000"));
    expect([twice.statusCode, twice.message]).toEqual([
      400,
      `An event already exists with identifier ${id}:2027-01-31T23:00:00Z.`,
    ]);
    await report("2027-02-01T00:00:00Z", "300000");
    await advance("2027-02-01T01:00:00Z");
    const [invoice] = await invoicesOf(id);
    expect([invoice?.status, invoice?.total]).toEqual(["paid", 500]);
    const upcoming = await stripe.invoices.createPreview({ customer: id });
    expect(upcoming.lines.data[0]).toMatchObject({ quantity: 300_000, amount: 1_500 });
    const old = await refused(report("2026-01-20T00:00:00Z", "1"));
    expect(old.message).toContain("35 calendar days");
  });

  it("is summed for a customer by day", async () => {
    await setTime("2027-01-10T08:00:00Z");
    const id = await customer();
    const { data } = await stripe.billing.meters.list({ status: "active" });
    for (const [index, day] of ["07", "08", "08"].entries()) {
      await stripe.billing.meterEvents.create({
        event_name: "soulmate_live_units",
        identifier: `${id}:${index}`,
        timestamp: at(`2027-01-${day}T12:00:00Z`),
        payload: { stripe_customer_id: id, value: "5" },
      });
    }
    const days = await stripe.billing.meters.listEventSummaries(data[0]?.id ?? "", {
      customer: id,
      start_time: at("2027-01-07T00:00:00Z"),
      end_time: at("2027-01-10T00:00:00Z"),
      value_grouping_window: "day",
    });
    expect(days.data.map(({ start_time, aggregated_value }) => [told(start_time), aggregated_value])).toEqual(
      [
        ["2027-01-08T00:00:00Z", 10],
        ["2027-01-07T00:00:00Z", 5],
      ],
    );
  });
});

describe("coupons", () => {
  it("for once reduce one invoice, for months as many, for ever all", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const totals: Record<string, number[]> = {};
    for (const [name, params] of Object.entries({
      once: { percent_off: 50, duration: "once" },
      repeating: { amount_off: 100_000, currency: "usd", duration: "repeating", duration_in_months: 2 },
      forever: { percent_off: 12.5, duration: "forever" },
    } satisfies Record<string, Stripe.CouponCreateParams>)) {
      const coupon = await stripe.coupons.create(params);
      const id = await customer();
      await stripe.subscriptions.create({
        customer: id,
        items: [{ price: prices.starter }],
        discounts: [{ coupon: coupon.id }],
      });
      totals[name] = [];
      expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
    }
    const ids = [...customers];
    await advance("2027-04-01T02:00:00Z");
    for (const [index, name] of ["once", "repeating", "forever"].entries()) {
      totals[name] = (await invoicesOf(ids[index] ?? "")).map(({ total }) => total);
    }
    expect(totals).toEqual({
      once: [250_000, 500_000, 500_000, 500_000],
      repeating: [400_000, 400_000, 500_000, 500_000],
      forever: [437_500, 437_500, 437_500, 437_500],
    });
  });

  it("taken off a first period are not given back in full by a downgrade", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: "once" });
    const sub = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.pro }],
      discounts: [{ coupon: coupon.id }],
    });
    await advance("2027-01-16T12:00:00Z");
    await stripe.subscriptions.update(sub.id, {
      items: [{ id: sub.items.data[0]?.id ?? "", price: prices.starter }],
      proration_behavior: "always_invoice",
    });
    const invoices = await invoicesOf(id);
    expect(invoices.map(({ total }) => total)).toEqual([1_250_000, -625_000 + 250_000]);
    expect(sum(invoices.map(({ amount_paid }) => amount_paid))).toBe(1_250_000);
  });
});

describe("an invoice", () => {
  it("of one's own is drafted, finalized, voided or written off, and its lines are listed in order", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    for (const amount of [1_000, 2_000, -500]) {
      await stripe.invoiceItems.create({
        customer: id,
        amount,
        currency: "usd",
        description: `of ${amount}`,
      });
    }
    const draft = await stripe.invoices.create({ customer: id, pending_invoice_items_behavior: "include" });
    expect([draft.status, draft.total, draft.number, draft.invoice_pdf]).toEqual([
      "draft",
      2_500,
      null,
      null,
    ]);
    const lines = await stripe.invoices.listLineItems(draft.id);
    expect(lines.data.map(({ description }) => description)).toEqual(["of 1000", "of 2000", "of -500"]);
    const open = await stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
    expect([open.status, open.hosted_invoice_url?.endsWith(`/dev/stripe/invoices/${draft.id}`)]).toEqual([
      "open",
      true,
    ]);
    const voided = await stripe.invoices.voidInvoice(draft.id);
    expect(voided.status).toBe("void");
    const error = await refused(stripe.invoices.pay(draft.id));
    expect(error.message).toContain("void");
  });

  it("uses the customer's credit up, and gives it back when it is voided", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    await stripe.customers.update(id, { balance: -700 });
    await stripe.invoiceItems.create({ customer: id, amount: 1_000, currency: "usd" });
    const draft = await stripe.invoices.create({ customer: id, pending_invoice_items_behavior: "include" });
    const open = await stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
    expect([open.amount_due, open.starting_balance, open.ending_balance]).toEqual([300, -700, 0]);
    await stripe.invoices.voidInvoice(draft.id);
    expect(await stripe.customers.retrieve(id)).toMatchObject({ balance: -700 });
  });
});

it("time alone renews a subscription: the job of the clock does what fell due, each at its own time", async () => {
  await setTime("2027-01-01T00:00:00Z");
  const id = await customer();
  await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
  await runInStandIn({ db: own.prisma }, (world) => freezeClock(world, at("2027-03-01T00:30:00Z")));
  for (const _ of [1, 2]) await runJob(stripeClockJobs, "stripe-stand-in.run-due", own.system(), {});
  const invoices = await invoicesOf(id);
  expect(
    invoices.map(({ created, status, status_transitions }) => [
      told(created),
      status,
      told(status_transitions.finalized_at),
    ]),
  ).toEqual([
    ["2027-01-01T00:00:00Z", "paid", "2027-01-01T00:00:00Z"],
    ["2027-02-01T00:00:00Z", "paid", "2027-02-01T01:00:00Z"],
    ["2027-03-01T00:00:00Z", "draft", null],
  ]);
});

describe("an item of its own", () => {
  it("is added and taken away again for the time between", async () => {
    await setTime("2027-01-01T00:00:00Z");
    const id = await customer();
    const sub = await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
    const item = await stripe.subscriptionItems.create({ subscription: sub.id, price: prices.pro });
    await advance("2027-01-16T12:00:00Z");
    await stripe.subscriptionItems.del(item.id);
    const { data } = await stripe.invoiceItems.list({ customer: id, pending: true });
    expect(data.map(({ amount }) => amount)).toEqual([-1_250_000, 2_500_000]);
  });
});

it("where a real key is set, no page of the stand-in's is there", async () => {
  await setTime("2027-01-01T00:00:00Z");
  const id = await customer();
  await stripe.subscriptions.create({ customer: id, items: [{ price: prices.starter }] });
  const session = await stripe.billingPortal.sessions.create({ customer: id });
  const [invoice] = await invoicesOf(id);
  const pages = () =>
    Promise.allSettled([
      readHostedPortal(own.system(), session.id),
      readHostedInvoice(own.system(), invoice?.id ?? ""),
    ]);
  expect((await pages()).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  setSettings({ STRIPE_SECRET_KEY: "sk_test_real", STRIPE_WEBHOOK_SECRET: "whsec_real" });
  try {
    expect(await pages()).toMatchObject([{ reason: expect.any(NotFound) }, { reason: expect.any(NotFound) }]);
  } finally {
    setSettings();
  }
});

it("what the stand-in does not do is refused by name", async () => {
  const id = await customer();
  const error = await refused(
    stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.starter }],
      automatic_tax: { enabled: true },
    }),
  );
  expect([error.code, error.param]).toEqual(["parameter_unknown", "automatic_tax"]);
});
