import type Stripe from "stripe";
import type { CANCELLATION_FEEDBACK } from "@/lib/vendors/stripe/hosted-inputs";
import { defineKind, embeddedList, findAll, present, type Stored } from "@/lib/vendors/stripe/stand-in/store";
import {
  SUBSCRIPTION_ITEM,
  type SubscriptionItemState,
} from "@/lib/vendors/stripe/stand-in/subscription-items";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export type SubscriptionStatus =
  | "incomplete"
  | "incomplete_expired"
  | "trialing"
  | "active"
  | "past_due"
  | "unpaid"
  | "canceled";

export interface SubscriptionState extends Stored {
  customer: string;
  status: SubscriptionStatus;
  currency: string;
  billing_cycle_anchor: number;
  /** All items share one period. */
  current_period_start: number;
  current_period_end: number;
  start_date: number;
  trial_start: number | null;
  trial_end: number | null;
  missing_payment_method: "cancel" | "create_invoice";
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  ended_at: number | null;
  cancellation: {
    comment: string | null;
    feedback: CancellationFeedback | null;
    reason: CancellationReason | null;
  };
  default_payment_method: string | null;
  save_default_payment_method: "off" | "on_subscription";
  description: string | null;
  discounts: string[];
  latest_invoice: string | null;
  metadata: Record<string, string>;
  /** The trial's end that has been announced, and the renewal. */
  announced_trial_end: number | null;
  announced_renewal: number | null;
  /** A change that waits for its invoice to be paid. */
  pending_update?: PendingUpdate | null;
}

export interface PendingUpdate {
  invoice: string;
  /** Whether anybody has been told that it waits. */
  announced: boolean;
  expires_at: number;
  /** Null where it stays. */
  billing_cycle_anchor: number | null;
  cancel_at_period_end: boolean | null;
  trial_end?: number | null;
  /** All items, as they are then. */
  items: SubscriptionItemState[];
  /** What else is otherwise then. */
  becomes: Partial<
    Pick<
      SubscriptionState,
      | "billing_cycle_anchor"
      | "cancel_at"
      | "cancel_at_period_end"
      | "canceled_at"
      | "cancellation"
      | "current_period_end"
      | "current_period_start"
      | "discounts"
      | "status"
      | "trial_end"
    >
  >;
}

async function presentPending(
  world: World,
  pending: PendingUpdate,
): Promise<Stripe.Subscription.PendingUpdate> {
  const items: Stripe.SubscriptionItem[] = [];
  for (const item of pending.items) items.push(await present(world, SUBSCRIPTION_ITEM, item));
  return {
    billing_cycle_anchor: pending.billing_cycle_anchor,
    cancel_at_period_end: pending.cancel_at_period_end,
    discount: null,
    discounts: null,
    expires_at: pending.expires_at,
    metadata: null,
    subscription_items: items,
    trial_end: pending.trial_end ?? null,
    trial_from_plan: null,
  };
}

export type CancellationFeedback = (typeof CANCELLATION_FEEDBACK)[number];
export type CancellationReason = "cancellation_requested" | "payment_failed";

/** Those that go on: renewed, announced, tried again. */
export const LIVING: readonly SubscriptionStatus[] = ["trialing", "active", "past_due", "unpaid"];

export function hasEnded({ status }: SubscriptionState): boolean {
  return status === "canceled" || status === "incomplete_expired";
}

export const SUBSCRIPTION = defineKind<SubscriptionState, Stripe.Subscription>({
  name: "subscription",
  title: "subscription",
  prefix: "sub",
  async present(state, world) {
    const items: Stripe.SubscriptionItem[] = [];
    for (const item of await findAll(world, SUBSCRIPTION_ITEM, { subscription: state.id })) {
      items.push(await present(world, SUBSCRIPTION_ITEM, item));
    }
    return {
      id: state.id,
      object: "subscription",
      application: null,
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: state.billing_cycle_anchor,
      billing_cycle_anchor_config: null,
      billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
      billing_schedules: [],
      billing_thresholds: null,
      cancel_at: state.cancel_at,
      cancel_at_period_end: state.cancel_at_period_end,
      canceled_at: state.canceled_at,
      cancellation_details: { ...state.cancellation, feedback_option: null },
      collection_method: "charge_automatically",
      created: state.created,
      currency: state.currency,
      customer: state.customer,
      customer_account: null,
      days_until_due: null,
      default_payment_method: state.default_payment_method,
      default_source: null,
      default_tax_rates: [],
      description: state.description,
      discounts: state.discounts,
      ended_at: state.ended_at,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      items: embeddedList(items, `/v1/subscription_items?subscription=${state.id}`, 20),
      latest_invoice: state.latest_invoice,
      livemode: false,
      managed_payments: null,
      metadata: state.metadata,
      next_pending_invoice_item_invoice: null,
      on_behalf_of: null,
      pause_collection: null,
      payment_settings: {
        payment_method_options: null,
        payment_method_types: null,
        save_default_payment_method: state.save_default_payment_method,
      },
      pending_invoice_item_interval: null,
      pending_setup_intent: null,
      pending_update: state.pending_update == null ? null : await presentPending(world, state.pending_update),
      schedule: null,
      start_date: state.start_date,
      status: state.status,
      test_clock: null,
      transfer_data: null,
      trial_end: state.trial_end,
      trial_settings: {
        end_behavior: {
          billing_cycle_anchor: null,
          missing_payment_method: state.missing_payment_method,
        },
      },
      trial_start: state.trial_start,
    };
  },
});
