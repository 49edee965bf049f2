import { assertSelf } from "@/lib/identity/accounts/assert-self";
import type { RevokeAccessToken } from "@/lib/identity/accounts/schemas";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

/** Revokes one of the person's tokens, for good and at once. Throws NotFound, Forbidden `impersonating`. */
export async function revokeAccessToken(
  ctx: UserContext,
  { token_id }: RevokeAccessToken,
): Promise<{ revoked: true }> {
  assertSelf(ctx);
  await transaction(ctx, async (tx) => {
    const token = await tx.personalAccessToken.findUnique({ where: { id: token_id, userId: ctx.userId } });
    if (token === null) throw new NotFound("token");
    if (token.revokedAt !== null) return;
    await tx.personalAccessToken.update({
      where: { id: token.id, userId: ctx.userId },
      data: { revokedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: token.partnerId,
      action: "access_token.revoked",
      targetType: "access_token",
      targetId: token.id,
    });
  });
  return { revoked: true };
}
