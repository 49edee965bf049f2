import { assertSecondStepFresh, confirmSelf } from "@/lib/identity/accounts/assert-self";
import type { ConfirmSelf } from "@/lib/identity/accounts/schemas";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Turns the second step off, and forgets the app's secret and the recovery codes. Turning it off again changes nothing.
 * Throws Invalid at `current_password`, Forbidden `impersonating` or `sign_in_again`, LimitReached.
 */
export async function disableTotp(ctx: AccountContext, input: ConfirmSelf): Promise<{ enabled: false }> {
  const user = await confirmSelf(ctx, input.current_password);
  await assertSecondStepFresh(ctx, user);
  await transaction(ctx, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: user.id, totpEnabledAt: { not: null } },
      data: { totpEnabledAt: null, sealedTotpSecret: null, totpLastStep: null, updatedAt: ctx.clock.now() },
    });
    if (count === 0) return;
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    await audit(ctx, tx, {
      partnerId: null,
      action: "totp.disabled",
      targetType: "user",
      targetId: user.id,
    });
    await addJob(tx, "accounts.send-notice", { email: user.email, notice: "totp_disabled" });
  });
  return { enabled: false };
}
