import type Stripe from "stripe";
import { defineKind, find, type Stored } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface CustomerState extends Stored {
  deleted: boolean;
  address: Stripe.Address | null;
  /** Below zero: credit that the next invoices use up. Above: owed with the next invoice. */
  balance: number;
  /** Set by the first invoice or subscription. */
  currency: string | null;
  delinquent: boolean;
  description: string | null;
  email: string | null;
  invoice_prefix: string;
  invoice_settings: { default_payment_method: string | null; footer: string | null };
  metadata: Record<string, string>;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  tax_exempt: "none" | "exempt" | "reverse";
}

export const CUSTOMER = defineKind<CustomerState, Stripe.Customer>({
  name: "customer",
  title: "customer",
  prefix: "cus",
  present: (state) => ({
    id: state.id,
    object: "customer",
    address: state.address,
    balance: state.balance,
    created: state.created,
    currency: state.currency,
    customer_account: null,
    default_source: null,
    delinquent: state.delinquent,
    description: state.description,
    discount: null,
    email: state.email,
    invoice_prefix: state.invoice_prefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: state.invoice_settings.default_payment_method,
      footer: state.invoice_settings.footer,
      rendering_options: null,
    },
    livemode: false,
    metadata: state.metadata,
    name: state.name,
    next_invoice_sequence: state.next_invoice_sequence,
    phone: state.phone,
    preferred_locales: state.preferred_locales,
    shipping: null,
    tax_exempt: state.tax_exempt,
    test_clock: null,
  }),
});

/** What invoices of this customer are paid with unless told otherwise. */
export async function defaultPaymentMethod(world: World, customerId: string): Promise<string | null> {
  return (await find(world, CUSTOMER, customerId))?.invoice_settings.default_payment_method ?? null;
}
