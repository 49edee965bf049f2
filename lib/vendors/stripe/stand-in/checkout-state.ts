import type Stripe from "stripe";
import { env } from "@/lib/platform/env";
import { COUPON, type CouponState, discountAmount } from "@/lib/vendors/stripe/stand-in/coupons";
import { assertChargeable } from "@/lib/vendors/stripe/stand-in/minimum-charge";
import { PRICE, type PriceState, priceAmount } from "@/lib/vendors/stripe/stand-in/prices";
import { PRODUCT } from "@/lib/vendors/stripe/stand-in/products";
import { defineKind, embeddedList, load, present, type Stored } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface CheckoutLine {
  id: string;
  price: string;
  /** Null for metered prices: what is used is counted later. */
  quantity: number | null;
  adjustable: { enabled: boolean; minimum: number | null; maximum: number | null } | null;
}

export interface CheckoutState extends Stored {
  mode: "payment" | "setup" | "subscription";
  status: "open" | "complete" | "expired";
  payment_status: "paid" | "unpaid" | "no_payment_required";
  lines: CheckoutLine[];
  currency: string | null;
  coupon: string | null;
  promotion_code: string | null;
  allow_promotion_codes: boolean;
  customer: string | null;
  customer_email: string | null;
  customer_creation: "always" | "if_required" | null;
  customer_details: { email: string | null; name: string | null } | null;
  client_reference_id: string | null;
  metadata: Record<string, string>;
  success_url: string;
  cancel_url: string | null;
  expires_at: number;
  locale: string | null;
  submit_type: "auto" | "pay" | "book" | "donate" | "subscribe" | null;
  payment_method_collection: "always" | "if_required";
  submit_text: string | null;
  payment_intent: string | null;
  setup_intent: string | null;
  subscription: string | null;
  invoice: string | null;
  payment_intent_data: {
    description: string | null;
    metadata: Record<string, string>;
    receipt_email: string | null;
    setup_future_usage: "on_session" | "off_session" | null;
    statement_descriptor: string | null;
    transfer_group: string | null;
  };
  setup_intent_data: { description: string | null; metadata: Record<string, string> };
  subscription_data: {
    description: string | null;
    metadata: Record<string, string>;
    trial_period_days: number | null;
    trial_end: number | null;
    billing_cycle_anchor: number | null;
    proration_behavior: "create_prorations" | "none" | null;
  };
  /** A card that waits for 3-D Secure on the page. */
  waiting: { payment_method: string; email: string | null; name: string | null } | null;
  /** What went wrong last, for the page to say. */
  problem: string | null;
}

/** One line with what it costs now. */
export interface PricedLine {
  line: CheckoutLine;
  price: PriceState;
  product: { id: string; name: string; description: string | null };
  subtotal: number;
  discount: number;
  total: number;
}

export interface CheckoutTotals {
  lines: PricedLine[];
  coupon: CouponState | null;
  subtotal: number;
  discount: number;
  total: number;
  /** Nothing is due until the trial ends. */
  trial: boolean;
}

/** Refuses a one-time payment that is too small to be charged, as Stripe does when the session is made. */
export async function assertPayable(world: World, state: CheckoutState): Promise<void> {
  if (state.mode !== "payment") return;
  const { total } = await totalsOf(world, state);
  const told = `$${(total / 100).toFixed(2)}`;
  assertChargeable(
    total,
    state.currency,
    "line_items",
    `The Checkout Session's total amount must convert to at least 50 cents. ${told} converts to approximately ${told}.`,
  );
}

/** Works out what a session costs today, line by line. */
export async function totalsOf(world: World, state: CheckoutState): Promise<CheckoutTotals> {
  const coupon = state.coupon === null ? null : await load(world, COUPON, state.coupon);
  const { trial_end, trial_period_days } = state.subscription_data;
  const trial = trial_end !== null || trial_period_days !== null;
  const priced: PricedLine[] = [];
  for (const line of state.lines) {
    const price = await load(world, PRICE, line.price);
    const { id, name, description } = await load(world, PRODUCT, price.product);
    const waits = price.recurring?.usage_type === "metered" || (trial && price.recurring !== null);
    const subtotal = waits ? 0 : priceAmount(price, line.quantity ?? 1);
    priced.push({ line, price, product: { id, name, description }, subtotal, discount: 0, total: subtotal });
  }
  const lines = coupon === null ? priced : spread(priced, coupon);
  const sum = (of: (line: PricedLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    lines,
    coupon,
    subtotal: sum(({ subtotal }) => subtotal),
    discount: sum(({ discount }) => discount),
    total: sum(({ total }) => total),
    trial,
  };
}

/** Spreads a coupon over the lines that it is for: to each by its share, and the rest of rounding to the last. */
function spread(lines: PricedLine[], coupon: CouponState): PricedLine[] {
  const fits = ({ product }: PricedLine) => coupon.products === null || coupon.products.includes(product.id);
  const base = lines.filter(fits).reduce((sum, { subtotal }) => sum + subtotal, 0);
  const whole = discountAmount(coupon, base);
  let left = whole;
  const last = lines.findLast((line) => fits(line) && line.subtotal > 0);
  return lines.map((line) => {
    if (!fits(line) || line.subtotal === 0) return line;
    const discount = line === last ? left : Math.floor((whole * line.subtotal) / base);
    left -= discount;
    return { ...line, discount, total: line.subtotal - discount };
  });
}

async function presentLines(world: World, state: CheckoutState): Promise<Stripe.LineItem[]> {
  const { lines } = await totalsOf(world, state);
  const items: Stripe.LineItem[] = [];
  for (const { line, price, product, subtotal, discount, total } of lines) {
    items.push({
      id: line.id,
      object: "item",
      adjustable_quantity: line.adjustable,
      amount_discount: discount,
      amount_subtotal: subtotal,
      amount_tax: 0,
      amount_total: total,
      currency: price.currency,
      description: product.name,
      metadata: {},
      price: await present(world, PRICE, price),
      quantity: line.quantity,
    });
  }
  return items;
}

export async function checkoutLines(
  world: World,
  state: CheckoutState,
): Promise<Stripe.ApiList<Stripe.LineItem>> {
  return embeddedList(await presentLines(world, state), `/v1/checkout/sessions/${state.id}/line_items`, 100);
}

export const CHECKOUT = defineKind<CheckoutState, Stripe.Checkout.Session>({
  name: "checkout.session",
  title: "checkout.session",
  prefix: "cs_test",
  include: { line_items: async (state, world) => checkoutLines(world, state) },
  present: async (state, world) => {
    const setup = state.mode === "setup";
    const { subtotal, discount, total } = await totalsOf(world, state);
    return {
      id: state.id,
      object: "checkout.session",
      adaptive_pricing: null,
      after_expiration: null,
      allow_promotion_codes: setup ? null : state.allow_promotion_codes,
      allowed_payment_method_types: ["card"],
      amount_subtotal: setup ? null : subtotal,
      amount_total: setup ? null : total,
      automatic_tax: { enabled: false, liability: null, provider: null, status: null },
      billing_address_collection: "auto",
      cancel_url: state.cancel_url,
      client_reference_id: state.client_reference_id,
      client_secret: null,
      collected_information: null,
      consent: null,
      consent_collection: null,
      created: state.created,
      currency: state.currency,
      currency_conversion: null,
      custom_fields: [],
      custom_text: {
        after_submit: null,
        shipping_address: null,
        submit: state.submit_text === null ? null : { message: state.submit_text },
        terms_of_service_acceptance: null,
      },
      customer: state.customer,
      customer_account: null,
      customer_creation: state.customer_creation,
      customer_details:
        state.customer_details === null
          ? null
          : {
              address: null,
              business_name: null,
              email: state.customer_details.email,
              individual_name: null,
              name: state.customer_details.name,
              phone: null,
              tax_exempt: "none",
              tax_ids: [],
            },
      customer_email: state.customer_email,
      discounts:
        state.coupon === null && state.promotion_code === null
          ? []
          : [{ coupon: state.coupon, promotion_code: state.promotion_code }],
      expires_at: state.expires_at,
      integration_identifier: null,
      invoice: state.invoice,
      invoice_creation: null,
      livemode: false,
      locale: state.locale,
      managed_payments: null,
      metadata: state.metadata,
      mode: state.mode,
      origin_context: null,
      payment_intent: state.payment_intent,
      payment_link: null,
      payment_method_collection:
        setup || state.mode === "payment" ? "if_required" : state.payment_method_collection,
      payment_method_configuration_details: null,
      payment_method_options: { card: { request_three_d_secure: "automatic" } },
      payment_method_types: ["card"],
      payment_status: state.payment_status,
      permissions: null,
      phone_number_collection: { enabled: false },
      recovered_from: null,
      saved_payment_method_options: null,
      setup_intent: state.setup_intent,
      shipping_address_collection: null,
      shipping_cost: null,
      shipping_options: [],
      status: state.status,
      submit_type: state.submit_type,
      subscription: state.subscription,
      success_url: state.success_url,
      total_details: setup ? null : { amount_discount: discount, amount_shipping: 0, amount_tax: 0 },
      ui_mode: "hosted_page",
      url: state.status === "open" ? checkoutPage(state.id) : null,
      wallet_options: null,
    };
  },
});

export function checkoutPage(id: string): string {
  return `${env().APP_URL}/dev/stripe/checkout/${id}`;
}
