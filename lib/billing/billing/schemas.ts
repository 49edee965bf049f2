import { z } from "zod";
import { PLAN_TIERS, type PlanTier } from "@/lib/plans/tiers";
import { PageQuery, pageOf } from "@/lib/platform/pagination";

export const ChoosePlan = z.strictObject({
  tier: z.enum(PLAN_TIERS, { error: `Must be one of ${PLAN_TIERS.join(", ")}.` }),
});
export type ChoosePlan = z.output<typeof ChoosePlan>;

/** A change of plan is confirmed by its quote alone: its moment and its amounts are ours. */
export const ChangePlan = z.strictObject({
  quote_id: z.uuid("Must be the id of a preview. Look at the change again."),
});
export type ChangePlan = z.output<typeof ChangePlan>;

export const CheckoutRef = z.strictObject({
  session_id: z.string().regex(/^cs_\w{1,200}$/, "Is no checkout of ours."),
});
export type CheckoutRef = z.output<typeof CheckoutRef>;

export const InvoiceRef = z.strictObject({
  invoice_id: z.string().regex(/^in_\w{1,200}$/, "Is no invoice of ours."),
});
export type InvoiceRef = z.output<typeof InvoiceRef>;

/** So many invoices that wait to be paid are followed at once. */
export const MAX_FOLLOWED = 20;

export const InvoiceRefs = z.strictObject({
  invoice_ids: z
    .array(InvoiceRef.shape.invoice_id)
    .min(1, "Name at least one invoice.")
    .max(MAX_FOLLOWED, `Name at most ${MAX_FOLLOWED} invoices.`),
});
export type InvoiceRefs = z.output<typeof InvoiceRefs>;

export const InvoiceQuery = PageQuery;
export type InvoiceQuery = z.output<typeof InvoiceQuery>;

/** A plan that the caller has. Money in US cents, times in RFC 3339. */
export interface Plan {
  subscription_id: string;
  tier: PlanTier | string;
  /** Stripe's word. */
  status: string;
  amount_minor: number;
  interval: string;
  current_period_end: string;
  /** While it lasts. */
  trial_end: string | null;
  /** When it ends, where it has been cancelled. */
  cancel_at: string | null;
}

const invoiceTime = z.string().meta({ format: "date-time" });

export const Invoice = z
  .object({
    id: z.string(),
    number: z.string().nullable().meta({ description: "What it is called on paper." }),
    status: z.string().meta({ description: "open, paid, void or uncollectible." }),
    kind: z.enum(["plan", "usage", "other"]),
    currency: z.string().meta({ description: "ISO 4217." }),
    total_minor: z.int().meta({ description: "Cents, as every amount here. Below zero for a credit." }),
    refunded_minor: z.int().meta({ description: "What of it was given back." }),
    amount_due_minor: z.int(),
    amount_remaining_minor: z.int(),
    created_at: invoiceTime,
    period_start: invoiceTime,
    period_end: invoiceTime,
    next_attempt_at: invoiceTime.nullable(),
    attempts: z.int().meta({ description: "How often payment was tried." }),
    waits_for_consent: z
      .boolean()
      .meta({ description: "Whether it is of a change of plan that takes effect once it is paid." }),
    usage_line_id: z.string().nullable().meta({ description: "Its line of live calls." }),
  })
  .meta({ id: "Invoice" });
export type Invoice = z.output<typeof Invoice>;

export const InvoicePage = pageOf(Invoice).meta({ id: "InvoicePage" });

export interface Billing {
  tier: string;
  status: "none" | "active" | "past_due" | "cancelled";
  by_contract: boolean;
  plan: Plan | null;
  /** A change that the bank wants the cardholder's consent to: its invoice is open, and nothing has changed yet. */
  pending_change: { tier: string; invoice_id: string; due_minor: number; expires_at: string } | null;
  past_due_since: string | null;
  /** When live calls that are charged for are refused, while something is overdue. */
  grace_ends_at: string | null;
  /** Invoices that payment was tried for and failed. */
  overdue: Invoice[];
  /** Disputed payments that the bank has not decided about. */
  disputes: Dispute[];
  /** Invoices that are paid, while what follows from that has not reached us: the tier of a change, or null. */
  settling: { invoice_id: string; number: string | null; tier: string | null }[];
  /** Whether the caller may have a trial: one a person, card and partner. */
  trial_available: boolean;
  /** Whether there is a customer at Stripe, and so a payment method to manage. */
  has_customer: boolean;
}

export interface PaymentMethod {
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
}

export interface PreviewLine {
  description: string;
  quantity: number | null;
  amount_minor: number;
  period_start: string;
  period_end: string;
}

/** A payment that its cardholder's bank disputes. */
export interface Dispute {
  id: string;
  amount_minor: number;
  /** ISO 4217. */
  currency: string;
  /** The bank's word. */
  reason: string;
  /** Stripe's word. */
  status: string;
  /** What was paid for. */
  about: "invoice" | "ai_tokens" | "event_pass" | "event_partnership";
  created_at: string;
}

/** What is billed next, unless something changes: of the plan, or of usage. */
export interface NextInvoice {
  kind: "plan" | "usage";
  at: string;
  lines: PreviewLine[];
  discount_minor: number;
  total_minor: number;
  /** After credit. */
  due_minor: number;
}

export interface PlanPreview {
  /** What it is confirmed by, once, before it expires. */
  quote_id: string;
  expires_at: string;
  tier: PlanTier;
  direction: "upgrade" | "downgrade";
  lines: PreviewLine[];
  discount_minor: number;
  total_minor: number;
  /** What is charged when it is confirmed. */
  due_now_minor: number;
  /** What is left as credit for the invoices that follow. */
  credit_minor: number;
  /** What is too little to be charged by itself, and comes with the next invoice. */
  carried_minor: number;
  /** A trial ends with it. */
  ends_trial: boolean;
  /** What the plan costs when it is next charged, after discounts that last until then, and how often. */
  amount_minor: number;
  interval: string;
  next_charge_at: string;
}

/** What came of a change: the plan there is now, or the page where the bank is given the consent that it waits for. */
export type PlanChange = { tier: string } | { consent_url: string };

/** What became of an invoice that waited to be paid. */
export interface PaymentState {
  invoice_id: string;
  /** `dropped`: nobody asks for it any more. */
  state: "waiting" | "paid" | "dropped";
}

export interface CheckoutState {
  /** `trial_used`: the card or its person had a trial before, so this one was ended and nothing is charged. */
  state: "waiting" | "confirmed" | "expired" | "trial_used";
}

export const StripeEventRef = z.strictObject({
  event_id: z.string().regex(/^evt_\w{1,200}$/, "Is no event of Stripe's."),
});
export type StripeEventRef = z.output<typeof StripeEventRef>;

export const SetAsideRef = z.strictObject({ set_aside_id: z.uuid("Is no entry of ours.") });
export type SetAsideRef = z.output<typeof SetAsideRef>;
