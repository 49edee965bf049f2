import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

/**
 * Gives an admin their own eyes back. Throws NotFound where this browser looks through nobody else's.
 */
export async function stopImpersonation(ctx: UserContext): Promise<void> {
  const { sessionId } = ctx;
  const adminId = ctx.actor.impersonatorId;
  if (sessionId === undefined || adminId === undefined) throw new NotFound("impersonation");
  await transaction(ctx, async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId, userId: adminId } });
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId: adminId, impersonatedUserId: ctx.userId },
      data: {
        impersonatedUserId: null,
        impersonatedPartnerId: null,
        impersonationReason: null,
        impersonationEndsAt: null,
      },
    });
    if (count === 0) throw new NotFound("impersonation");
    await audit({ ...ctx, actor: { type: "user", id: adminId } }, tx, {
      partnerId: session?.impersonatedPartnerId ?? null,
      action: "impersonation.stopped",
      targetType: "user",
      targetId: ctx.userId,
    });
  });
}
