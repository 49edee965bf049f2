import type { SetAsideRef } from "@/lib/billing/billing/schemas";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";

/** Notes that an admin has looked at something that was set aside. It stays out of the books. Throws NotFound. For admins. */
export async function resolveSetAside(ctx: AdminContext, { set_aside_id }: SetAsideRef): Promise<void> {
  assertAdmin(ctx);
  await transaction(ctx, async (tx) => {
    const row = await tx.billingSetAside.findFirst({ where: { id: set_aside_id, resolvedAt: null } });
    if (row === null) throw new NotFound("entry");
    await tx.billingSetAside.update({
      where: { id: row.id },
      data: { resolvedAt: ctx.clock.now(), resolvedBy: ctx.userId },
    });
    await audit(ctx, tx, {
      partnerId: null,
      action: "billing.set_aside_reviewed",
      targetType: "stripe_object",
      targetId: row.objectId,
      details: { reason: row.reason },
    });
  });
}
