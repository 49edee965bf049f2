import Stripe from "stripe";
import type { Context } from "@/lib/platform/context";
import { PaymentRequired, Unavailable } from "@/lib/platform/errors";
import { askStripe as ask } from "@/lib/vendors/stripe/stripe-client";

/**
 * Asks Stripe something. What it does not answer, or not in time, is Unavailable `stripe_unavailable`; a card that it
 * refuses is PaymentRequired `card_declined`, in Stripe's words, which are made for the cardholder.
 */
export async function askStripe<T>(ctx: Context, work: (client: Stripe) => Promise<T>): Promise<T> {
  try {
    return await ask(ctx, work);
  } catch (error) {
    const { StripeCardError, StripeError } = Stripe.errors;
    if (error instanceof StripeCardError) {
      throw new PaymentRequired("card_declined", error.message, { cause: error });
    }
    if (error instanceof StripeError && error.code === "idempotency_key_in_use") {
      throw new Unavailable(
        "stripe_unavailable",
        "The same change is being made already: look again shortly.",
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}

/** What Stripe knows, or null where it has no such thing (any more). */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}
