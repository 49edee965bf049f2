import { confirmSelf } from "@/lib/identity/accounts/assert-self";
import { assertStrongPassword } from "@/lib/identity/accounts/assert-strong-password";
import { endCredentials } from "@/lib/identity/accounts/end-credentials";
import { hashPassword } from "@/lib/identity/accounts/password-hash";
import { revokeAllAccessTokens } from "@/lib/identity/accounts/revoke-all-access-tokens";
import type { ChangePassword } from "@/lib/identity/accounts/schemas";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Changes the password, or sets a first one, and ends every other session. Access tokens go on, so that scripts do,
 * unless they are to be revoked too. Throws Invalid, Forbidden `impersonating` or `sign_in_again`, LimitReached.
 */
export async function changePassword(
  ctx: AccountContext,
  input: ChangePassword,
): Promise<{ changed: true; revoked_tokens: number }> {
  const user = await confirmSelf(ctx, input.current_password);
  await assertStrongPassword(input.password, [user.email, user.name]);
  const passwordHash = await hashPassword(input.password);
  return transaction(ctx, async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, updatedAt: ctx.clock.now() } });
    await endCredentials(ctx, tx, user.id, ctx.sessionId);
    const revoked_tokens = input.revoke_tokens ? await revokeAllAccessTokens(ctx, tx, user.id) : 0;
    await audit(ctx, tx, {
      partnerId: null,
      action: "password.changed",
      targetType: "user",
      targetId: user.id,
    });
    await addJob(tx, "accounts.send-notice", {
      email: user.email,
      notice: "password_changed",
      revoked_tokens,
    });
    return { changed: true, revoked_tokens };
  });
}
