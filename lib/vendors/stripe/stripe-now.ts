import type { Clock } from "@/lib/platform/clock";
import type { Db } from "@/lib/platform/db";
import { askStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/** The time by which Stripe bills: ours, or, with the stand-in, its clock, which people may move. */
export async function stripeNow(ctx: { db: Db; clock: Clock }): Promise<Date> {
  if (!usesStripeStandIn()) return ctx.clock.now();
  return askStandIn(({ runInStandIn }) => runInStandIn(ctx, async ({ now }) => new Date(now * 1_000)));
}
