import type Stripe from "stripe";
import { USAGE_METER } from "@/lib/billing/billing/stripe-names";

/** The id of the meter at Stripe that live calls are counted by; null where there is none yet. */
export async function findMeter(client: Stripe): Promise<string | null> {
  for await (const meter of client.billing.meters.list({ status: "active", limit: 100 })) {
    if (meter.event_name === USAGE_METER) return meter.id;
  }
  return null;
}
