import type { Context } from "@/lib/platform/context";

/** Stripe's words for a subscription that is being used, paid on time or not. */
const RUNNING = ["trialing", "active", "past_due", "unpaid"];

/** Rows are looked for from so long before: their time of recording is the database's, whose clock may differ from ours. */
export const BEFORE_MS = 24 * 3_600_000;

/**
 * Begins to count for usage subscriptions that are new, from the moment at which they began, and ends with those that
 * have ended. Safe to run again.
 */
export async function trackSubscriptions(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  // Stripe's clock may be ahead of ours: nobody is given calls for nothing because of that.
  await ctx.db.$executeRaw`
    INSERT INTO metered_subscriptions (subscription_id, partner_id, customer_id, counted_from, counted_to, created_at)
    SELECT subscriptions.id, partner_id, stripe_customer_id, least(started_at, ${now}),
      least(started_at, ${now}, now()) - ${BEFORE_MS} * interval '1 millisecond', ${now}
    FROM subscriptions JOIN partners ON partners.id = partner_id
    WHERE kind = 'usage' AND ended_at IS NULL AND status = ANY (${RUNNING}) AND stripe_customer_id IS NOT NULL
    ON CONFLICT DO NOTHING`;
  await ctx.db.$executeRaw`
    UPDATE metered_subscriptions SET ended_at = ${now}
    WHERE ended_at IS NULL AND NOT EXISTS (
      SELECT FROM subscriptions WHERE id = subscription_id AND ended_at IS NULL AND status = ANY (${RUNNING}))`;
}
