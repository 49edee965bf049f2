import type { SetEventPassPrice } from "@/lib/events/passes/schemas";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Sets what an event pass costs a partner from now on. A checkout that is open keeps its price. The reason is in the audit
 * row, which the partner can read. Throws NotFound. Throws Forbidden `confirm_yourself`. For admins.
 */
export async function setEventPassPrice(ctx: AdminContext, input: SetEventPassPrice): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await transaction(ctx, async (tx) => {
    const partner = await tx.partner.findUnique({ where: { id: input.partner_id }, select: { id: true } });
    if (partner === null) throw new NotFound("partner");
    const partnerId = partner.id;
    const before = await tx.eventPassPrice.findUnique({ where: { partnerId } });
    const row = { priceMinor: input.price_minor, setAt: ctx.clock.now() };
    await tx.eventPassPrice.upsert({
      where: { partnerId },
      create: { ...row, partnerId },
      update: row,
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event_pass.price_set",
      targetType: "partner",
      targetId: partnerId,
      details: {
        price_minor: input.price_minor,
        before_minor: before?.priceMinor ?? null,
        reason: input.reason,
      },
    });
  });
}
