import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import type { PartnerContext } from "@/lib/platform/context";

/**
 * The caller's customer at Stripe, made where there is none, once: what makes it never differs, so that the idempotency
 * key finds it again after a kill. One that somebody has deleted at Stripe is followed by another. Its name and address
 * follow the partner's. Throws Unavailable.
 */
export async function ensureCustomer(ctx: PartnerContext): Promise<string> {
  const { partnerId } = ctx;
  const partner = await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  const about = { name: partner.companyName, email: partner.email };
  const known = partner.stripeCustomerId;
  if (known !== null) {
    const updated = await orNull(askStripe(ctx, (client) => client.customers.update(known, about)));
    if (updated !== null) return known;
    ctx.log.warn({ partnerId, customerId: known }, "a partner's customer is no longer at Stripe");
  }
  const id = await makeCustomer(ctx, known);
  await askStripe(ctx, (client) => client.customers.update(id, about));
  return id;
}

async function makeCustomer(ctx: PartnerContext, follows: string | null): Promise<string> {
  const { partnerId } = ctx;
  const { id } = await askStripe(ctx, (client) =>
    client.customers.create(
      { metadata: { partner_id: partnerId } },
      { idempotencyKey: `customer:${partnerId}${follows === null ? "" : `:after:${follows}`}` },
    ),
  );
  await ctx.db.partner.updateMany({
    where: { id: partnerId, stripeCustomerId: follows },
    data: { stripeCustomerId: id },
  });
  return id;
}
