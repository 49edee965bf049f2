import type Stripe from "stripe";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { ensureCatalogue } from "@/lib/billing/billing/ensure-catalogue";
import type { Context } from "@/lib/platform/context";

/** The price of this name at Stripe; where there is none yet the catalogue is made first. Throws Unavailable. */
export async function findPrice(ctx: Context, lookupKey: string): Promise<Stripe.Price> {
  const find = () =>
    askStripe(ctx, (client) => client.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }));
  let [price] = (await find()).data;
  if (price === undefined) {
    await ensureCatalogue(ctx);
    [price] = (await find()).data;
  }
  if (price === undefined) throw new Error(`Stripe has no price ${lookupKey}, although it was just made.`);
  return price;
}
