import { beginSession, type SignInOutcome } from "@/lib/accounts/begin-session";
import { verifyPassword } from "@/lib/accounts/password-hash";
import type { SignIn } from "@/lib/accounts/schemas";
import { throttleAttempts } from "@/lib/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/accounts/visitor-context";
import { transaction } from "@/lib/platform/db";
import { Unauthenticated } from "@/lib/platform/errors";

/**
 * Signs somebody in by address and password. A wrong password, an unknown address, one that is not verified and a
 * suspended person are one and the same refusal, after the same work.
 * Throws Unauthenticated `wrong_credentials`, LimitReached `too_many_attempts`.
 */
export async function signInWithPassword(
  ctx: VisitorContext,
  { email, password }: Pick<SignIn, "email" | "password">,
): Promise<SignInOutcome> {
  await throttleAttempts(ctx, "password", email);
  const user = await ctx.db.user.findUnique({ where: { email } });
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (user === null || !right || user.emailVerifiedAt === null || user.suspendedAt !== null) {
    throw new Unauthenticated("wrong_credentials", "This e-mail and password do not belong together.");
  }
  return transaction(ctx, (tx) => beginSession(ctx, tx, user, "password"));
}
