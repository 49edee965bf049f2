import { NotFound } from "@/lib/platform/errors";
import { askStandIn, type StripeStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/** What pages that stand for Stripe's own are made of. Throws NotFound where the stand-in does not take Stripe's place. */
export async function askHosted<T>(ask: (standIn: StripeStandIn) => Promise<T>): Promise<T> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return askStandIn(ask);
}
