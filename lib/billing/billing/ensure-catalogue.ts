import Stripe from "stripe";
import { askStripe, isMissing } from "@/lib/billing/billing/ask-stripe";
import { findMeter } from "@/lib/billing/billing/find-meter";
import { AI_TOKENS_PRICE, planPrice, USAGE_METER, USAGE_PRICE } from "@/lib/billing/billing/stripe-names";
import { MICRO_PER_MINOR } from "@/lib/money/money";
import {
  AI_TOKENS_PER_CENT,
  AI_TOKENS_SOLD_BY,
  PLAN_TIERS,
  TIERS,
  UNIT_PRICE_MICRO_USD,
} from "@/lib/plans/tiers";
import { brandOf } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";

/** What one of our prices must be. */
interface Wanted {
  lookupKey: string;
  product: { id: string; name: string; description: string };
  unitAmountDecimal: string;
  recurring: { interval: "month" | "year"; usage_type: "licensed" | "metered" } | null;
  metadata: Record<string, string>;
}

/**
 * Makes what we sell at Stripe as `tiers.ts` says: the meter, and a product and price each for the tiers, usage and AI
 * tokens. Safe to run at any time and by many at once. A price never changes: where ours is another, a new one takes
 * over its lookup key, and whoever subscribes to the old one keeps it. Throws Unavailable.
 */
export async function ensureCatalogue(ctx: Context): Promise<{ made: string[] }> {
  return askStripe(ctx, async (client) => {
    const meter = await ensureMeter(client);
    const wanted = wantedPrices();
    const { data: present } = await client.prices.list({
      lookup_keys: wanted.map(({ lookupKey }) => lookupKey),
      active: true,
      limit: 100,
    });
    const made: string[] = [];
    for (const price of wanted) {
      const old = present.find(({ lookup_key }) => lookup_key === price.lookupKey);
      if (old !== undefined && isSame(old, price)) continue;
      await makePrice(client, price, meter, old?.id ?? "none");
      made.push(price.lookupKey);
    }
    return { made };
  });
}

function wantedPrices(): Wanted[] {
  const plans = PLAN_TIERS.map((tier): Wanted => {
    const { priceMinor, interval, perMinute, perDay } = TIERS[tier];
    const name = `${brandOf(null).name} ${tier.charAt(0).toUpperCase()}${tier.slice(1)}`;
    return {
      lookupKey: planPrice(tier),
      product: {
        id: `soulmate_plan_${tier}`,
        name,
        description: `${perMinute.toLocaleString("en")} calls a minute, ${perDay.toLocaleString("en")} a day`,
      },
      unitAmountDecimal: String(priceMinor),
      recurring: { interval, usage_type: "licensed" },
      metadata: { kind: "plan", tier },
    };
  });
  return [
    ...plans,
    {
      lookupKey: USAGE_PRICE,
      product: {
        id: "soulmate_usage",
        name: `${brandOf(null).name} live calls`,
        description: "Pairs scored by successful live calls",
      },
      unitAmountDecimal: decimalCents(UNIT_PRICE_MICRO_USD),
      recurring: { interval: "month", usage_type: "metered" },
      metadata: { kind: "usage" },
    },
    {
      lookupKey: AI_TOKENS_PRICE,
      product: {
        id: "soulmate_ai_tokens",
        name: `${brandOf(null).name} AI tokens`,
        description: `${AI_TOKENS_SOLD_BY} tokens`,
      },
      unitAmountDecimal: String(AI_TOKENS_SOLD_BY / AI_TOKENS_PER_CENT),
      recurring: null,
      metadata: { kind: "ai_tokens" },
    },
  ];
}

/** Micro-dollars as cents, exactly: 50 are 0.005. */
function decimalCents(microUsd: number): string {
  const digits = String(MICRO_PER_MINOR).length - 1;
  const whole = Math.floor(microUsd / MICRO_PER_MINOR);
  const rest = String(microUsd % MICRO_PER_MINOR)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return rest === "" ? String(whole) : `${whole}.${rest}`;
}

function isSame(price: Stripe.Price, wanted: Wanted): boolean {
  return (
    price.currency === "usd" &&
    price.unit_amount_decimal !== null &&
    price.unit_amount_decimal.eq(Stripe.Decimal.from(wanted.unitAmountDecimal)) &&
    (price.recurring?.interval ?? null) === (wanted.recurring?.interval ?? null) &&
    (price.recurring?.usage_type ?? null) === (wanted.recurring?.usage_type ?? null)
  );
}

async function ensureMeter(client: Stripe): Promise<string> {
  const known = await findMeter(client);
  if (known !== null) return known;
  const meter = await client.billing.meters.create(
    {
      display_name: `${brandOf(null).name} live units`,
      event_name: USAGE_METER,
      default_aggregation: { formula: "sum" },
      customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
      value_settings: { event_payload_key: "value" },
    },
    { idempotencyKey: `catalogue:meter:${USAGE_METER}` },
  );
  return meter.id;
}

async function makePrice(client: Stripe, wanted: Wanted, meter: string, replaces: string): Promise<void> {
  const { product, lookupKey, recurring, metadata, unitAmountDecimal } = wanted;
  try {
    await client.products.retrieve(product.id);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await client.products.create({ ...product, metadata }, { idempotencyKey: `catalogue:${product.id}` });
  }
  await client.prices.create(
    {
      product: product.id,
      currency: "usd",
      unit_amount_decimal: Stripe.Decimal.from(unitAmountDecimal),
      lookup_key: lookupKey,
      transfer_lookup_key: true,
      metadata,
      ...(recurring === null
        ? {}
        : { recurring: { ...recurring, ...(recurring.usage_type === "metered" ? { meter } : {}) } }),
    },
    // Two instances that start at once make one price; a price that is changed back later is another again.
    { idempotencyKey: `catalogue:${lookupKey}:${unitAmountDecimal}:${replaces}` },
  );
}
