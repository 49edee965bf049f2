import { verifySync } from "otplib";
import { hashCode } from "@/lib/identity/accounts/mailed-code";
import { readTotpSecret } from "@/lib/identity/accounts/totp-secret";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { User as UserRow } from "@/lib/platform/prisma/client";

/** Phones' clocks are off: one step either way. */
const TOLERANCE_SECONDS = 30;

/** The time step of a code that is right now and was not used before; null otherwise. */
export function totpStep(secret: string, code: string, now: Date, lastStep: bigint | null): number | null {
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1_000),
    epochTolerance: TOLERANCE_SECONDS,
    ...(lastStep === null ? {} : { afterTimeStep: Number(lastStep) }),
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/**
 * Uses up a code of the app, or a recovery code: each works once. Returns whether it was right. The caller holds the
 * person's row locked.
 */
export async function takeSecondFactor(
  ctx: Context,
  tx: Transaction,
  user: UserRow,
  typed: string,
): Promise<boolean> {
  const now = ctx.clock.now();
  const code = typed.replace(/\s/g, "");
  if (/^\d{6}$/.test(code)) {
    const secret = readTotpSecret(user);
    const step = secret === null ? null : totpStep(secret, code, now, user.totpLastStep);
    if (step === null) return false;
    await tx.user.update({ where: { id: user.id }, data: { totpLastStep: BigInt(step) } });
    return true;
  }
  const used = await tx.recoveryCode.updateMany({
    where: { userId: user.id, codeHash: hashCode(code), usedAt: null },
    data: { usedAt: now },
  });
  if (used.count !== 1) return false;
  await audit({ ...ctx, actor: { type: "user", id: user.id } }, tx, {
    partnerId: null,
    action: "recovery_code.used",
    targetType: "user",
    targetId: user.id,
  });
  return true;
}
