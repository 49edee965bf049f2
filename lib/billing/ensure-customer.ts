import { askStripe } from "@/lib/billing/ask-stripe";
import type { PartnerContext } from "@/lib/platform/context";

/**
 * The caller's customer at Stripe, made where there is none, once: what makes it never differs, so that the idempotency
 * key finds it again after a kill. Its name and address follow the partner's. Throws Unavailable.
 */
export async function ensureCustomer(ctx: PartnerContext): Promise<string> {
  const { partnerId } = ctx;
  const partner = await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  const id = partner.stripeCustomerId ?? (await makeCustomer(ctx, partnerId));
  await askStripe(ctx, (client) =>
    client.customers.update(id, { name: partner.companyName, email: partner.email }),
  );
  return id;
}

async function makeCustomer(ctx: PartnerContext, partnerId: string): Promise<string> {
  const { id } = await askStripe(ctx, (client) =>
    client.customers.create(
      { metadata: { partner_id: partnerId } },
      { idempotencyKey: `customer:${partnerId}` },
    ),
  );
  await ctx.db.partner.updateMany({
    where: { id: partnerId, stripeCustomerId: null },
    data: { stripeCustomerId: id },
  });
  return id;
}
