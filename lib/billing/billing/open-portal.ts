import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { ensurePortal } from "@/lib/billing/billing/ensure-portal";
import { holdLease } from "@/lib/billing/billing/hold-lease";
import { linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Gives the address of Stripe's page where the caller's payment method is changed. Throws Forbidden, Unavailable. */
export async function openPortal(
  ctx: PartnerContext,
  _input: Record<string, never> = {},
): Promise<{ url: string }> {
  assertPermitted(ctx, "billing:write");
  const customer = await holdLease(ctx, ctx.partnerId, () => ensureCustomer(ctx));
  const { url } = await askStripe(ctx, async (client) =>
    client.billingPortal.sessions.create({
      customer,
      configuration: await ensurePortal(client),
      return_url: linkTo(ctx, "/partner/billing"),
    }),
  );
  return { url };
}
