import { assertSecondStepFresh, confirmSelf } from "@/lib/identity/accounts/assert-self";
import { generateRecoveryCode, hashCode } from "@/lib/identity/accounts/mailed-code";
import type { ConfirmSelf } from "@/lib/identity/accounts/schemas";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

const CODES = 10;

/**
 * Makes new recovery codes, shown this once; the ones before work no longer.
 * Throws Invalid at `current_password`, Conflict `totp_not_enabled`, Forbidden, LimitReached.
 */
export async function renewRecoveryCodes(
  ctx: AccountContext,
  input: ConfirmSelf,
): Promise<{ recovery_codes: string[] }> {
  const user = await confirmSelf(ctx, input.current_password);
  await assertSecondStepFresh(ctx, user);
  if (user.totpEnabledAt === null)
    throw new Conflict(
      "totp_not_enabled",
      "Recovery codes come with an authenticator app: set one up first.",
    );
  return transaction(ctx, async (tx) => {
    await audit(ctx, tx, {
      partnerId: null,
      action: "recovery_codes.renewed",
      targetType: "user",
      targetId: user.id,
    });
    return { recovery_codes: await writeRecoveryCodes(ctx, tx, user.id) };
  });
}

/** Replaces a person's recovery codes, within the caller's transaction. */
export async function writeRecoveryCodes(ctx: Context, tx: Transaction, userId: string): Promise<string[]> {
  const now = ctx.clock.now();
  const codes = Array.from({ length: CODES }, generateRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ id: newId(now), userId, codeHash: hashCode(code), createdAt: now })),
  });
  return codes;
}
