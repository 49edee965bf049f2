import Stripe from "stripe";
import { defineKind, type Stored } from "@/lib/vendors/stripe/stand-in/store";

/** Something to be charged (or given back) with the customer's next invoice. */
export interface InvoiceItemState extends Stored {
  customer: string;
  subscription: string | null;
  subscription_item: string | null;
  /** The invoice that took it up; null while it waits. */
  invoice: string | null;
  amount: number;
  currency: string;
  description: string;
  quantity: number;
  price: string | null;
  product: string | null;
  unit_amount_decimal: string | null;
  period: { start: number; end: number };
  proration: boolean;
  credited: { invoice: string; line: string } | null;
  discountable: boolean;
  metadata: Record<string, string>;
}

export const INVOICE_ITEM = defineKind<InvoiceItemState, Stripe.InvoiceItem>({
  name: "invoiceitem",
  title: "invoice item",
  prefix: "ii",
  present: (state) => ({
    id: state.id,
    object: "invoiceitem",
    amount: state.amount,
    currency: state.currency,
    customer: state.customer,
    customer_account: null,
    date: state.created,
    description: state.description,
    discountable: state.discountable,
    discounts: [],
    invoice: state.invoice,
    livemode: false,
    metadata: state.metadata,
    net_amount: state.amount,
    parent:
      state.subscription === null
        ? null
        : {
            type: "subscription_details",
            subscription_details: {
              subscription: state.subscription,
              ...(state.subscription_item === null ? {} : { subscription_item: state.subscription_item }),
            },
          },
    period: state.period,
    pricing:
      state.price === null || state.product === null
        ? null
        : {
            price_details: { price: state.price, product: state.product },
            type: "price_details",
            unit_amount_decimal:
              state.unit_amount_decimal === null ? null : Stripe.Decimal.from(state.unit_amount_decimal),
          },
    proration: state.proration,
    ...(state.proration
      ? {
          proration_details: {
            credited_items:
              state.credited === null
                ? null
                : {
                    type: "invoice_line_items",
                    invoice_line_item_details: {
                      invoice: state.credited.invoice,
                      invoice_line_items: [state.credited.line],
                    },
                  },
            discount_amounts: [],
          },
        }
      : {}),
    quantity: state.quantity,
    quantity_decimal: Stripe.Decimal.from(state.quantity),
    tax_rates: [],
    test_clock: null,
  }),
});
