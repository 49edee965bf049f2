import type { GrantEventPass } from "@/lib/events/events/schemas";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Gives a partner the right to publish one event, with the reason in the audit row, which the partner can read.
 * Throws NotFound. Throws Forbidden `confirm_yourself`. For admins.
 */
export async function grantEventPass(ctx: AdminContext, input: GrantEventPass): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await transaction(ctx, async (tx) => {
    const partner = await tx.partner.findUnique({ where: { id: input.partner_id }, select: { id: true } });
    if (partner === null) throw new NotFound("partner");
    const now = ctx.clock.now();
    const pass = await tx.eventPass.create({
      data: { id: newId(now), partnerId: partner.id, reason: input.reason, createdAt: now },
    });
    await audit(ctx, tx, {
      partnerId: partner.id,
      action: "event_pass.granted",
      targetType: "event_pass",
      targetId: pass.id,
      details: { reason: input.reason },
    });
  });
}
