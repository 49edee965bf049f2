import { assertStrongPassword } from "@/lib/identity/accounts/assert-strong-password";
import { beginSession, type SignInOutcome } from "@/lib/identity/accounts/begin-session";
import { endCredentials } from "@/lib/identity/accounts/end-credentials";
import { hashPassword } from "@/lib/identity/accounts/password-hash";
import { revokeAllAccessTokens } from "@/lib/identity/accounts/revoke-all-access-tokens";
import type { ResetPassword } from "@/lib/identity/accounts/schemas";
import { throttleToken, useAccountToken } from "@/lib/identity/accounts/use-account-token";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Sets a new password by a mailed link and ends whatever else opens the account: every session, every other link, every
 * access token, every known browser and every connection to another site. Whoever resets a password may have lost the
 * account to somebody, who may have made any of these. The second step, where there is
 * one, is still asked for. Throws Invalid `invalid_token` or at `password`, LimitReached.
 */
export async function resetPassword(
  ctx: VisitorContext,
  { token, password }: ResetPassword,
): Promise<SignInOutcome> {
  await throttleToken(ctx, token);
  const passwordHash = await hashPassword(password);
  return transaction(ctx, async (tx) => {
    const { user } = await useAccountToken(ctx, tx, token, "reset_password");
    await assertStrongPassword(password, [user.email, user.name]);
    const now = ctx.clock.now();
    const changed = await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, updatedAt: now },
    });
    await endCredentials(ctx, tx, user.id);
    const { count: disconnected } = await tx.identity.deleteMany({ where: { userId: user.id } });
    const revoked_tokens = await revokeAllAccessTokens(ctx, tx, user.id);
    await audit({ ...ctx, actor: { type: "user", id: user.id } }, tx, {
      partnerId: null,
      action: "password.reset",
      targetType: "user",
      targetId: user.id,
      details: { revoked_tokens, disconnected_sites: disconnected },
    });
    await addJob(tx, "accounts.send-notice", {
      email: user.email,
      notice: "password_reset",
      revoked_tokens,
      disconnected,
    });
    return beginSession(ctx, tx, changed, "link");
  });
}
