import { findPassPrice } from "@/lib/events/passes/find-pass-price";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";

/** A partner's price of an event pass in US cents, and how many passes it has. For admins. */
export async function getPassesForAdmin(
  ctx: AdminContext,
  { partner_id: partnerId }: { partner_id: string },
): Promise<{ price_minor: number; unused: number; used: number; bought: number }> {
  assertAdmin(ctx);
  const [price, unused, used, bought] = await Promise.all([
    findPassPrice(ctx, ctx.db, partnerId),
    ctx.db.eventPass.count({ where: { partnerId, usedAt: null, takenBackAt: null } }),
    ctx.db.eventPass.count({ where: { partnerId, usedAt: { not: null } } }),
    ctx.db.eventPass.count({ where: { partnerId, purchaseId: { not: null } } }),
  ]);
  return { price_minor: price, unused, used, bought };
}
