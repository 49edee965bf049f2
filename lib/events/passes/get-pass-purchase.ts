import type { PassPurchaseRef } from "@/lib/events/passes/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** One of the partner's purchases, by its checkout: whether the pass is there. Throws Forbidden, NotFound. */
export async function getPassPurchase(
  ctx: PartnerContext,
  { checkout_session_id }: PassPurchaseRef,
): Promise<{ price_minor: number; paid_at: string | null }> {
  assertPermitted(ctx, "billing:read");
  const row = await ctx.db.eventPassPurchase.findFirst({
    where: { checkoutSessionId: checkout_session_id, partnerId: ctx.partnerId },
  });
  if (row === null) throw new NotFound("purchase");
  return { price_minor: row.priceMinor, paid_at: row.paidAt?.toISOString() ?? null };
}
