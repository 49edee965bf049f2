import type Stripe from "stripe";
import { brandOf } from "@/lib/platform/brand";

/** How our configuration is told from others that somebody made at Stripe. */
const PURPOSE = "partner_portal";

/**
 * The configuration of Stripe's portal that partners are sent to: cards and invoices. Plans are changed and ended on our
 * own page, which says what that costs; and nobody may end the subscription that their live calls are billed by while
 * the plan goes on. Made at Stripe where it is missing.
 */
export async function ensurePortal(client: Stripe): Promise<string> {
  for await (const { id, metadata } of client.billingPortal.configurations.list({
    active: true,
    limit: 100,
  })) {
    if (metadata?.purpose === PURPOSE) return id;
  }
  const made = await client.billingPortal.configurations.create(
    {
      name: `${brandOf(null).name} partners`,
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: false },
        subscription_update: { enabled: false },
      },
      metadata: { purpose: PURPOSE },
    },
    { idempotencyKey: `portal:${PURPOSE}` },
  );
  return made.id;
}
