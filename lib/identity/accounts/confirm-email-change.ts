import { assertSelf } from "@/lib/identity/accounts/assert-self";
import type { UseLink } from "@/lib/identity/accounts/schemas";
import { invalidToken, throttleToken, useAccountToken } from "@/lib/identity/accounts/use-account-token";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { claimPartners } from "@/lib/partners/partners/claim-partners";
import { audit } from "@/lib/platform/audit";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { addJob } from "@/lib/platform/jobs";

/**
 * Makes an account's new address its address, by the link that was mailed there, opened by whoever is signed in to that
 * account: somebody who follows a stranger's link must not lend them their address, nor the partners made with it. The
 * old address is told, and links sent there no longer work.
 * Throws Invalid `invalid_token`, Conflict `email_taken`, Forbidden `impersonating`, LimitReached.
 */
export async function confirmEmailChange(
  ctx: AccountContext,
  { token }: UseLink,
): Promise<{ email: string }> {
  assertSelf(ctx);
  await throttleToken(ctx, token);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const { user, email } = await useAccountToken(ctx, tx, token, "verify_email");
    if (user.id !== ctx.userId) throw invalidToken();
    if ((await tx.user.count({ where: { email, id: { not: user.id } } })) > 0)
      throw new Conflict("email_taken", "There is an account with this address. Sign in to that one.");
    await tx.user.update({ where: { id: user.id }, data: { email, emailVerifiedAt: now, updatedAt: now } });
    await tx.accountToken.updateMany({ where: { userId: user.id, usedAt: null }, data: { usedAt: now } });
    const self = { ...ctx, actor: { type: "user", id: user.id } } as const;
    await audit(self, tx, {
      partnerId: null,
      action: "email.changed",
      targetType: "user",
      targetId: user.id,
      // The address it had, so that what still says it is found when the person asks for it or is deleted.
      details: { email: user.email },
    });
    await addJob(tx, "accounts.send-notice", { email: user.email, notice: "email_changed" });
    await claimPartners(self, tx, { userId: user.id, email });
    return { email };
  });
}
