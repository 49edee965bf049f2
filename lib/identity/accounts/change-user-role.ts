import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { UserRole } from "@/lib/platform/prisma/client";

/**
 * Makes somebody an admin of the installation, or an ordinary user again. They are signed out everywhere: what was opened
 * as one is not the other's. For operators. Throws NotFound.
 */
export async function changeUserRole(
  ctx: Context,
  { email, role }: { email: string; role: UserRole },
): Promise<{ id: string; email: string; role: UserRole }> {
  return transaction(ctx, async (tx) => {
    const [user] = await tx.user.updateManyAndReturn({
      where: { email },
      data: { role, updatedAt: ctx.clock.now() },
    });
    if (user === undefined) throw new NotFound("user");
    await tx.session.updateMany({
      where: { userId: user.id, revokedAt: null },
      data: { revokedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: null,
      action: "user.role_changed",
      targetType: "user",
      targetId: user.id,
      details: { role },
    });
    return { id: user.id, email, role };
  });
}
