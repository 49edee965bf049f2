import Stripe from "stripe";
import { env } from "@/lib/platform/env";
import { PAYMENT_INTENT } from "@/lib/vendors/stripe/stand-in/charging";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import {
  defineKind,
  embeddedList,
  find,
  findAll,
  present,
  type Stored,
} from "@/lib/vendors/stripe/stand-in/store";
import { type LineTax, presentTax } from "@/lib/vendors/stripe/stand-in/tax-rates";

export type InvoiceStatus = "draft" | "open" | "paid" | "uncollectible" | "void";
export type BillingReason =
  | "manual"
  | "subscription_create"
  | "subscription_cycle"
  | "subscription_update"
  | "upcoming";

export interface InvoiceState extends Stored {
  customer: string;
  subscription: string | null;
  subscription_metadata: Record<string, string>;
  proration_date: number | null;
  status: InvoiceStatus;
  billing_reason: BillingReason;
  currency: string;
  description: string | null;
  metadata: Record<string, string>;
  number: string | null;
  period_start: number;
  period_end: number;
  subtotal: number;
  total: number;
  discounts: string[];
  reductions: { discount: string; amount: number }[];
  default_tax_rates?: string[];
  taxes?: LineTax[];
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  starting_balance: number;
  ending_balance: number | null;
  attempt_count: number;
  attempted: boolean;
  /** When the first payment was tried: the schedule of retries counts from there. */
  first_attempt_at: number | null;
  auto_advance: boolean;
  automatically_finalizes_at: number | null;
  next_payment_attempt: number | null;
  default_payment_method: string | null;
  /** The one that pays it, made when it is first charged. */
  payment_intent: string | null;
  finalized_at: number | null;
  paid_at: number | null;
  voided_at: number | null;
  marked_uncollectible_at: number | null;
}

export interface LineState extends Stored {
  invoice: string;
  amount: number;
  currency: string;
  description: string;
  quantity: number;
  price: string | null;
  product: string | null;
  unit_amount_decimal: string | null;
  period: { start: number; end: number };
  discountable: boolean;
  reductions: { discount: string; amount: number }[];
  taxes?: LineTax[];
  metadata: Record<string, string>;
  subscription: string | null;
  subscription_item: string | null;
  /** Where it was made as an invoice item first. */
  invoice_item: string | null;
  proration: boolean;
  credited: { invoice: string; line: string } | null;
  /** Usage: counted again when the invoice is finalized. */
  metered: boolean;
}

/** Tax that lies within the lines. */
function taxWithin({ taxes = [] }: InvoiceState): number {
  return taxes.reduce((sum, { inclusive, amount }) => (inclusive ? sum + amount : sum), 0);
}

/** Where people see an invoice, and its PDF. */
export function invoicePage(id: string): string {
  return `${env().APP_URL}/dev/stripe/invoices/${id}`;
}

export const INVOICE_LINE = defineKind<LineState, Stripe.InvoiceLineItem>({
  name: "line_item",
  title: "invoice line item",
  prefix: "il",
  present: (state) => {
    const proration_details = {
      credited_items:
        state.credited === null
          ? null
          : { invoice: state.credited.invoice, invoice_line_items: [state.credited.line] },
    };
    return {
      id: state.id,
      object: "line_item",
      amount: state.amount,
      currency: state.currency,
      description: state.description,
      discount_amounts: state.reductions.map(({ discount, amount }) => ({ amount, discount })),
      discountable: state.discountable,
      discounts: [],
      invoice: state.invoice,
      livemode: false,
      metadata: state.metadata,
      parent:
        state.subscription_item === null
          ? {
              type: "invoice_item_details",
              invoice_item_details: {
                invoice_item: state.invoice_item ?? "",
                proration: state.proration,
                proration_details,
                subscription: state.subscription,
              },
              subscription_item_details: null,
            }
          : {
              type: "subscription_item_details",
              invoice_item_details: null,
              subscription_item_details: {
                invoice_item: state.invoice_item,
                proration: state.proration,
                proration_details,
                subscription: state.subscription,
                subscription_item: state.subscription_item,
              },
            },
      period: state.period,
      pretax_credit_amounts: state.reductions.map(({ discount, amount }) => ({
        amount,
        discount,
        type: "discount",
      })),
      pricing:
        state.price === null || state.product === null
          ? null
          : {
              price_details: { price: state.price, product: state.product },
              type: "price_details",
              unit_amount_decimal:
                state.unit_amount_decimal === null ? null : Stripe.Decimal.from(state.unit_amount_decimal),
            },
      quantity: state.quantity,
      quantity_decimal: Stripe.Decimal.from(state.quantity),
      subscription: state.subscription,
      subtotal: state.amount,
      taxes: (state.taxes ?? []).map(presentTax),
    };
  },
});

/** What was tried and paid of an invoice. */
export interface InvoicePaymentState extends Stored {
  invoice: string;
  payment_intent: string;
  currency: string;
  amount_requested: number;
  amount_paid: number | null;
  status: "open" | "paid" | "canceled";
  paid_at: number | null;
  canceled_at: number | null;
}

export const INVOICE_PAYMENT = defineKind<InvoicePaymentState, Stripe.InvoicePayment>({
  name: "invoice_payment",
  title: "invoice payment",
  prefix: "inpay",
  present: (state) => ({
    id: state.id,
    object: "invoice_payment",
    amount_paid: state.amount_paid,
    amount_requested: state.amount_requested,
    created: state.created,
    currency: state.currency,
    invoice: state.invoice,
    is_default: true,
    livemode: false,
    payment: { payment_intent: state.payment_intent, type: "payment_intent" },
    status: state.status,
    status_transitions: { canceled_at: state.canceled_at, paid_at: state.paid_at },
  }),
});

export const INVOICE = defineKind<InvoiceState, Stripe.Invoice>({
  name: "invoice",
  title: "invoice",
  prefix: "in",
  async present(state, world) {
    const lines: Stripe.InvoiceLineItem[] = [];
    for (const line of await findAll(world, INVOICE_LINE, { invoice: state.id })) {
      lines.push(await present(world, INVOICE_LINE, line));
    }
    const customer = await find(world, CUSTOMER, state.customer);
    const page = state.number === null ? null : invoicePage(state.id);
    return {
      id: state.id,
      object: "invoice",
      account_country: "US",
      account_name: "Soulmate",
      account_tax_ids: null,
      amount_due: state.amount_due,
      amount_overpaid: 0,
      amount_paid: state.amount_paid,
      amount_remaining: state.amount_remaining,
      amount_shipping: 0,
      application: null,
      attempt_count: state.attempt_count,
      attempted: state.attempted,
      auto_advance: state.auto_advance,
      automatic_tax: {
        disabled_reason: null,
        enabled: false,
        liability: null,
        provider: null,
        status: null,
      },
      automatically_finalizes_at: state.automatically_finalizes_at,
      billing_reason: state.billing_reason,
      collection_method: "charge_automatically",
      created: state.created,
      currency: state.currency,
      custom_fields: null,
      customer: state.customer,
      customer_account: null,
      customer_address: customer?.address ?? null,
      customer_email: customer?.email ?? null,
      customer_name: customer?.name ?? null,
      customer_phone: customer?.phone ?? null,
      customer_shipping: null,
      customer_tax_exempt: "none",
      customer_tax_ids: [],
      default_payment_method: state.default_payment_method,
      default_source: null,
      default_tax_rates: [],
      description: state.description,
      discounts: state.discounts,
      due_date: null,
      effective_at: state.finalized_at,
      ending_balance: state.ending_balance,
      footer: null,
      from_invoice: null,
      hosted_invoice_url: page,
      invoice_pdf: page === null ? null : `${page}/pdf`,
      issuer: { type: "self" },
      last_finalization_error: null,
      latest_revision: null,
      lines: embeddedList(lines, `/v1/invoices/${state.id}/lines`),
      livemode: false,
      metadata: state.metadata,
      next_payment_attempt: state.next_payment_attempt,
      number: state.number,
      on_behalf_of: null,
      parent:
        state.subscription === null
          ? null
          : {
              type: "subscription_details",
              quote_details: null,
              subscription_details: {
                metadata: state.subscription_metadata,
                subscription: state.subscription,
                ...(state.proration_date === null
                  ? {}
                  : { subscription_proration_date: state.proration_date }),
              },
            },
      payment_settings: {
        default_mandate: null,
        payment_method_options: null,
        payment_method_types: null,
      },
      period_end: state.period_end,
      period_start: state.period_start,
      post_payment_credit_notes_amount: 0,
      pre_payment_credit_notes_amount: 0,
      receipt_number: null,
      rendering: null,
      shipping_cost: null,
      shipping_details: null,
      starting_balance: state.starting_balance,
      statement_descriptor: null,
      status: state.status,
      status_transitions: {
        finalized_at: state.finalized_at,
        marked_uncollectible_at: state.marked_uncollectible_at,
        paid_at: state.paid_at,
        voided_at: state.voided_at,
      },
      subtotal: state.subtotal,
      subtotal_excluding_tax: state.subtotal - taxWithin(state),
      test_clock: null,
      total: state.total,
      total_discount_amounts: state.reductions.map(({ discount, amount }) => ({ amount, discount })),
      total_excluding_tax: state.total - (state.taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
      total_pretax_credit_amounts: state.reductions.map(({ discount, amount }) => ({
        amount,
        discount,
        type: "discount",
      })),
      total_taxes: (state.taxes ?? []).map(presentTax),
      webhooks_delivered_at: state.created,
    };
  },
  include: {
    amount_paid_off_stripe: async (state, world) => {
      const payments = await findAll(world, INVOICE_PAYMENT, { invoice: state.id });
      return state.amount_paid - payments.reduce((sum, { amount_paid }) => sum + (amount_paid ?? 0), 0);
    },
    confirmation_secret: async (state, world): Promise<Stripe.Invoice.ConfirmationSecret | null> => {
      const intent =
        state.payment_intent === null ? null : await find(world, PAYMENT_INTENT, state.payment_intent);
      return intent === null ? null : { client_secret: intent.client_secret, type: "payment_intent" };
    },
    payments: async (state, world) => {
      const payments = await findAll(world, INVOICE_PAYMENT, { invoice: state.id });
      const presented: Stripe.InvoicePayment[] = [];
      for (const payment of payments) presented.push(await present(world, INVOICE_PAYMENT, payment));
      return embeddedList(presented, `/v1/invoice_payments?invoice=${state.id}`);
    },
  },
});
