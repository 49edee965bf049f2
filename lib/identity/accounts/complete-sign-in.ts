import type { OpenedSession } from "@/lib/identity/accounts/begin-session";
import { findKnownDevice, rememberDevice } from "@/lib/identity/accounts/known-devices";
import { openSession } from "@/lib/identity/accounts/open-session";
import { readChallenge } from "@/lib/identity/accounts/sign-in-challenge";
import { takeSecondFactor } from "@/lib/identity/accounts/take-second-factor";
import { forgiveAttempts, throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { claimPartners } from "@/lib/partners/partners/claim-partners";
import { transaction } from "@/lib/platform/db";
import { Unauthenticated } from "@/lib/platform/errors";
import { recordSecurityEvent } from "@/lib/platform/security-events";

/**
 * The second step of signing in: a code from the authenticator app, or a recovery code. The first step holds for ten
 * minutes, and no longer once the account has changed.
 * Throws Unauthenticated `sign_in_expired` or `wrong_code`, LimitReached `too_many_attempts`.
 */
export async function completeSignIn(
  ctx: VisitorContext,
  { challenge, code }: { challenge: string; code: string },
): Promise<OpenedSession> {
  const pending = readChallenge(challenge, ctx.clock.now());
  if (pending === null) throw expired();
  const known = await findKnownDevice(ctx, pending.userId);
  await throttleAttempts(ctx, "second-step", pending.userId, known);
  const session = await transaction(ctx, async (tx) => {
    // Codes of one person are looked at one after the other: of two uses of one code, the second finds it used.
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${pending.userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUnique({ where: { id: pending.userId } });
    if (user === null || user.updatedAt > pending.issuedAt) throw expired();
    if (user.totpEnabledAt !== null && !(await takeSecondFactor(ctx, tx, user, code))) {
      recordSecurityEvent(ctx, { kind: "second_step.failed", userId: user.id });
      throw new Unauthenticated(
        "wrong_code",
        "This code is not right, or has been used. Wait for the next one.",
      );
    }
    const confirmed = user.totpEnabledAt !== null;
    const opened = await openSession(ctx, tx, { userId: user.id, method: pending.method, confirmed });
    const suspended = user.suspendedAt !== null;
    if (!suspended) {
      await claimPartners({ ...ctx, actor: { type: "user", id: user.id } }, tx, {
        userId: user.id,
        email: user.email,
      });
    }
    const device = await rememberDevice(ctx, tx, user.id);
    return { id: opened.id, expiresAt: opened.expiresAt, suspended, device };
  });
  await forgiveAttempts(ctx, "second-step", pending.userId, known);
  return session;
}

function expired(): Unauthenticated {
  return new Unauthenticated("sign_in_expired", "This sign-in took too long. Begin again.");
}
