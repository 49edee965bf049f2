import Stripe from "stripe";
import { findMeter } from "@/lib/billing/billing/find-meter";
import { USAGE_METER } from "@/lib/billing/billing/stripe-names";
import { nextMonth } from "@/lib/billing/metering/billing-month";

export interface MeterEvent {
  identifier: string;
  customerId: string;
  units: bigint;
  at: Date;
}

/** Reports units to Stripe. An identifier that Stripe has already counts once, and is no error. */
export async function sendMeterEvent(stripe: Stripe, event: MeterEvent): Promise<void> {
  try {
    await stripe.billing.meterEvents.create({
      event_name: USAGE_METER,
      payload: { stripe_customer_id: event.customerId, value: String(event.units) },
      identifier: event.identifier,
      timestamp: Math.floor(event.at.getTime() / 1_000),
    });
  } catch (error) {
    if (!isKnownIdentifier(error, event.identifier)) throw error;
  }
}

/** Stripe refuses an identifier that it has counted: then the event is there, which is all we want. */
function isKnownIdentifier(error: unknown, identifier: string): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.message.includes(identifier) &&
    /already exists/i.test(error.message)
  );
}

/** What Stripe has counted for a customer in a UTC month; a minute or two behind what it was sent. */
export async function countAtStripe(stripe: Stripe, customerId: string, month: Date): Promise<bigint> {
  const meterId = await findMeter(stripe);
  if (meterId === null) {
    throw new Error(`Stripe has no active meter for ${USAGE_METER}: put the catalogue there first.`);
  }
  let units = 0n;
  const summaries = stripe.billing.meters.listEventSummaries(meterId, {
    customer: customerId,
    start_time: month.getTime() / 1_000,
    end_time: nextMonth(month).getTime() / 1_000,
  });
  for await (const { aggregated_value } of summaries) units += BigInt(aggregated_value);
  return units;
}
