import { z } from "zod";
import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import type { Context } from "@/lib/platform/context";

const PartnerId = z.uuid();

/**
 * The partner that a customer at Stripe stands for: the one that keeps its id, else the one that the customer's metadata
 * names, where that has no customer yet (we were killed between making it and writing it down). Null for a customer
 * that is none of ours.
 */
export async function findCustomerPartner(ctx: Context, customerId: string): Promise<string | null> {
  const known = await ctx.db.partner.findUnique({
    where: { stripeCustomerId: customerId },
    select: { id: true },
  });
  if (known !== null) return known.id;
  const customer = await orNull(askStripe(ctx, (client) => client.customers.retrieve(customerId)));
  if (customer === null || customer.deleted) return null;
  const { data: partnerId } = PartnerId.safeParse(customer.metadata.partner_id);
  if (partnerId === undefined) return null;
  const adopted = await ctx.db.partner.updateMany({
    where: { id: partnerId, stripeCustomerId: null },
    data: { stripeCustomerId: customerId },
  });
  return adopted.count === 1 ? partnerId : null;
}
