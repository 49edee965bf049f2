import Stripe from "stripe";
import { z } from "zod";
import { Invalid, Unauthenticated } from "@/lib/platform/errors";
import { fieldErrors } from "@/lib/platform/input";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";

/** How old a signature may be, in seconds: Stripe's own default. */
const TOLERANCE_S = 300;

/** What every event has; what it is about is for whoever deals with it. */
const Event = z.looseObject({
  id: z.string().regex(/^evt_\w+$/, "Must be the id of an event."),
  type: z.string().min(1, "Must name what happened."),
  created: z.int("Must be a time in seconds.").min(0).max(100_000_000_000),
  livemode: z.boolean("Must be true or false."),
  api_version: z.string().nullish(),
  data: z.looseObject({ object: z.looseObject({}) }),
});
export type StripeEvent = z.output<typeof Event>;

/**
 * Verifies that Stripe signed this body lately, and reads it. `body` must be the bytes as they came. Throws
 * Unauthenticated `invalid_stripe_signature`, Invalid `invalid_stripe_event` for a signed body that is no event, and
 * Unavailable where there is no secret to verify with.
 */
export async function readStripeWebhook(body: string, signature: string | null): Promise<StripeEvent> {
  const secret = webhookSecret();
  let read: unknown;
  try {
    read = await Stripe.webhooks.constructEventAsync(body, signature ?? "", secret, TOLERANCE_S);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
      throw new Unauthenticated("invalid_stripe_signature", "The signature does not match.", {
        cause: error,
      });
    }
    // Stripe's own code verifies first and then reads: what it cannot read was signed.
    throw new Invalid("invalid_stripe_event", "The body is not an event of Stripe's.");
  }
  const event = Event.safeParse(read);
  if (event.success) return event.data;
  throw new Invalid(
    "invalid_stripe_event",
    "The body is not an event of Stripe's.",
    fieldErrors(event.error.issues),
  );
}
