import type { PaymentIntentState } from "@/lib/vendors/stripe/stand-in/payment-state";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface SubscriptionStart {
  customer: string;
  items: { price: string; quantity: number | null }[];
  payment_method: string | null;
  /** The customer has just passed 3-D Secure on the hosted page. */
  authenticated: boolean;
  trial_period_days: number | null;
  trial_end: number | null;
  metadata: Record<string, string>;
  coupon: string | null;
  promotion_code: string | null;
  description: string | null;
  billing_cycle_anchor: number | null;
  proration_behavior: "create_prorations" | "none" | null;
}

/** What subscriptions and invoices do for payments and checkout, which know nothing of them. */
export interface EngineHooks {
  /** Checkout in mode subscription. Makes subscription, invoice and payment. Throws a card's refusal. */
  startSubscription(
    world: World,
    input: SubscriptionStart,
  ): Promise<{ subscription: string; invoice: string | null }>;
  /** A PaymentIntent made for an invoice settled otherwise than by the invoice: authenticated later, confirmed by API. */
  paymentIntentSettled(world: World, invoiceId: string, intent: PaymentIntentState): Promise<void>;
  /** A customer is deleted: its subscriptions end. */
  customerDeleted(world: World, customerId: string): Promise<void>;
}

let registered: EngineHooks | undefined;

export function registerEngine(hooks: EngineHooks): void {
  registered = hooks;
}

/** Throws where no engine was registered: resources.ts imports the file that does so. */
export function engine(): EngineHooks {
  if (registered === undefined) throw new Error("Subscriptions are not part of this stand-in.");
  return registered;
}
