import type { ErrorBody } from "@/lib/vendors/stripe/stand-in/refusal";
import type { Stored } from "@/lib/vendors/stripe/stand-in/store";

/** A payment, as it is kept. */
export interface PaymentIntentState extends Stored {
  amount: number;
  amount_received: number;
  currency: string;
  customer: string | null;
  payment_method: string | null;
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "succeeded" | "canceled";
  client_secret: string;
  capture_method: "automatic" | "automatic_async";
  confirmation_method: "automatic";
  automatic_payment_methods: { enabled: boolean; allow_redirects: "always" | "never" } | null;
  setup_future_usage: "on_session" | "off_session" | null;
  description: string | null;
  receipt_email: string | null;
  statement_descriptor: string | null;
  metadata: Record<string, string>;
  canceled_at: number | null;
  cancellation_reason: string | null;
  latest_charge: string | null;
  last_error: ErrorBody | null;
  return_url: string | null;
  transfer_group: string | null;
  /** The invoice it pays; Stripe keeps that in invoice payments, not here. */
  invoice: string | null;
  off_session: boolean;
}

/** One attempt to take money from a card. */
export interface ChargeState extends Stored {
  amount: number;
  amount_refunded: number;
  currency: string;
  customer: string | null;
  payment_intent: string;
  payment_method: string;
  status: "succeeded" | "failed";
  description: string | null;
  metadata: Record<string, string>;
  receipt_email: string | null;
  statement_descriptor: string | null;
  failure_code: string | null;
  failure_message: string | null;
  decline_code: string | null;
  /** Whether the customer passed 3-D Secure for it. */
  authenticated: boolean;
  balance_transaction: string | null;
  /** Whether its cardholder's bank has ever disputed it. */
  disputed?: boolean;
  transfer_group: string | null;
  card: CardState;
  billing_name: string | null;
  billing_email: string | null;
}

/** What is kept of a card: never its number, never its code. */
export interface CardState {
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  funding: "credit" | "debit" | "prepaid";
  country: string;
  fingerprint: string;
}
