import { beginSession, type SignInOutcome } from "@/lib/identity/accounts/begin-session";
import { findKnownDevice } from "@/lib/identity/accounts/known-devices";
import { verifyPassword } from "@/lib/identity/accounts/password-hash";
import type { SignIn } from "@/lib/identity/accounts/schemas";
import { forgiveAttempts, throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { transaction } from "@/lib/platform/db";
import { Unauthenticated } from "@/lib/platform/errors";
import { recordSecurityEvent } from "@/lib/platform/security-events";

/**
 * Signs a person in by address and password. A wrong password, an unknown address and one that is not verified are one and
 * the same refusal, after the same work. A suspended person's session opens the privacy centre alone. Strangers' tries slow each other down; a browser
 * that the account knows has an allowance of its own.
 * Throws Unauthenticated `wrong_credentials`, LimitReached `too_many_attempts`.
 */
export async function signInWithPassword(
  ctx: VisitorContext,
  { email, password }: Pick<SignIn, "email" | "password">,
): Promise<SignInOutcome> {
  const user = await ctx.db.user.findUnique({ where: { email } });
  const known = await findKnownDevice(ctx, user?.id);
  await throttleAttempts(ctx, "password", email, known).catch((error: unknown) => {
    recordSecurityEvent(ctx, { kind: "sign_in.slowed", userId: user?.id });
    throw error;
  });
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (user === null || !right || user.emailVerifiedAt === null) {
    recordSecurityEvent(ctx, { kind: "sign_in.failed", userId: user?.id });
    throw new Unauthenticated("wrong_credentials", "This email and password do not match an account.");
  }
  await forgiveAttempts(ctx, "password", email, known);
  return transaction(ctx, (tx) => beginSession(ctx, tx, user, "password"));
}
