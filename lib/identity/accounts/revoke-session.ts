import { assertSelf } from "@/lib/identity/accounts/assert-self";
import type { RevokeSession } from "@/lib/identity/accounts/schemas";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

/** Signs one of the person's browsers out, at once. Again changes nothing. Throws NotFound, Forbidden `impersonating`. */
export async function revokeSession(
  ctx: UserContext,
  { session_id }: RevokeSession,
): Promise<{ revoked: true }> {
  assertSelf(ctx);
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const session = await tx.session.findUnique({ where: { id: session_id, userId: ctx.userId } });
    if (session === null) throw new NotFound("session");
    if (session.revokedAt !== null) return;
    await tx.session.update({ where: { id: session.id, userId: ctx.userId }, data: { revokedAt: now } });
    await audit(ctx, tx, {
      partnerId: null,
      action: "session.revoked",
      targetType: "session",
      targetId: session.id,
    });
  });
  return { revoked: true };
}
