import { assertSelf } from "@/lib/identity/accounts/assert-self";
import { writeRecoveryCodes } from "@/lib/identity/accounts/renew-recovery-codes";
import type { EnableTotp } from "@/lib/identity/accounts/schemas";
import { totpStep } from "@/lib/identity/accounts/take-second-factor";
import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import { readTotpSecret } from "@/lib/identity/accounts/totp-secret";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { addJob } from "@/lib/platform/jobs";

/**
 * Puts the authenticator app in force, by a code from it, and returns recovery codes, shown this once. That code works
 * no second time. Throws Invalid at `code`, Conflict `totp_not_started`, Forbidden `impersonating`, LimitReached.
 */
export async function enableTotp(
  ctx: AccountContext,
  { code }: EnableTotp,
): Promise<{ recovery_codes: string[] }> {
  assertSelf(ctx);
  await throttleAttempts(ctx, "second-step", ctx.userId, ctx.sessionId ?? null);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${ctx.userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({ where: { id: ctx.userId } });
    const secret = readTotpSecret(user);
    if (secret === null || user.totpEnabledAt !== null)
      throw new Conflict("totp_not_started", "Begin again: scan a new code with your app.");
    const step = totpStep(secret, code, now, user.totpLastStep);
    if (step === null)
      throw invalidInput([
        { path: "code", message: "Is not right. Check the clock of your phone, and use the newest." },
      ]);
    await tx.user.update({
      where: { id: user.id },
      data: { totpEnabledAt: now, totpLastStep: BigInt(step), updatedAt: now },
    });
    // What was opened before without a code must not pass for an admin's who has given one.
    if (user.role === "admin") await endOtherSessions(ctx, tx);
    await audit(ctx, tx, {
      partnerId: null,
      action: "totp.enabled",
      targetType: "user",
      targetId: user.id,
    });
    await addJob(tx, "accounts.send-notice", { email: user.email, notice: "totp_enabled" });
    return { recovery_codes: await writeRecoveryCodes(ctx, tx, user.id) };
  });
}

async function endOtherSessions(
  { userId, sessionId, clock }: AccountContext,
  tx: Transaction,
): Promise<void> {
  const now = clock.now();
  const others = sessionId === undefined ? {} : { id: { not: sessionId } };
  await tx.session.updateMany({ where: { userId, revokedAt: null, ...others }, data: { revokedAt: now } });
  if (sessionId !== undefined)
    await tx.session.update({ where: { id: sessionId, userId }, data: { confirmedAt: now } });
}
