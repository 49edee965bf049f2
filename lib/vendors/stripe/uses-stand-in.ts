import { env } from "@/lib/platform/env";

/** Whether the stand-in takes Stripe's place here. */
export function usesStripeStandIn(): boolean {
  const { STRIPE_SECRET_KEY, standInsAllowed } = env();
  return STRIPE_SECRET_KEY === undefined && standInsAllowed;
}
