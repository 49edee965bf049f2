import type { ConfirmAdmin } from "@/lib/identity/accounts/schemas";
import { takeSecondFactor } from "@/lib/identity/accounts/take-second-factor";
import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound, Unauthenticated } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";
import { recordSecurityEvent } from "@/lib/platform/security-events";

/**
 * An admin proves by a code that it is still them, for what matters in the minutes that follow (`assertConfirmed`).
 * Throws Unauthenticated `wrong_code`, NotFound for anybody else, LimitReached. For admins.
 */
export async function confirmAdmin(
  ctx: AdminContext & AccountContext,
  { code }: ConfirmAdmin,
): Promise<{ confirmed: true }> {
  assertAdmin(ctx);
  const { sessionId, userId } = ctx;
  if (sessionId === undefined) throw new NotFound("session");
  await throttleAttempts(ctx, "second-step", userId, sessionId);
  await transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.totpEnabledAt === null || !(await takeSecondFactor(ctx, tx, user, code))) {
      recordSecurityEvent(ctx, { kind: "second_step.failed", userId });
      throw new Unauthenticated(
        "wrong_code",
        "This code is not right, or was already used. Wait for the next one.",
      );
    }
    await tx.session.update({ where: { id: sessionId, userId }, data: { confirmedAt: ctx.clock.now() } });
  });
  return { confirmed: true };
}
