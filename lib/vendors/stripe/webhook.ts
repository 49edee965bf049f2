import Stripe from "stripe";
import { Unauthenticated } from "@/lib/platform/errors";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";

/** How old a signature may be, in seconds: Stripe's own default. */
const TOLERANCE_S = 300;

/**
 * Verifies that Stripe signed this body lately, and reads it. `body` must be the bytes as they came. Throws
 * Unauthenticated `invalid_stripe_signature`, and Unavailable where there is no secret to verify with.
 */
export async function readStripeWebhook(body: string, signature: string | null): Promise<Stripe.Event> {
  try {
    return await Stripe.webhooks.constructEventAsync(body, signature ?? "", webhookSecret(), TOLERANCE_S);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) {
      throw new Unauthenticated("invalid_stripe_signature", "The signature does not match.", {
        cause: error,
      });
    }
    throw error;
  }
}
