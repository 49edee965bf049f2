import { env } from "@/lib/platform/env";
import { Unavailable } from "@/lib/platform/errors";
import { deriveSecret } from "@/lib/platform/seal";

/**
 * What Stripe signs the product's webhooks with: STRIPE_WEBHOOK_SECRET, or, where the stand-in takes Stripe's place, a
 * secret made from APP_SECRET. Throws Unavailable where neither may be.
 */
export function webhookSecret(): string {
  const { STRIPE_WEBHOOK_SECRET, STRIPE_SECRET_KEY, standInsAllowed } = env();
  if (STRIPE_WEBHOOK_SECRET !== undefined) return STRIPE_WEBHOOK_SECRET;
  if (STRIPE_SECRET_KEY !== undefined || !standInsAllowed) {
    throw new Unavailable("stripe_unavailable", "STRIPE_WEBHOOK_SECRET is not set.");
  }
  return `whsec_${deriveSecret("stripe stand-in webhook of the product")}`;
}
