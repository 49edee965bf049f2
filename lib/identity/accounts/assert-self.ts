import { verifyPassword } from "@/lib/identity/accounts/password-hash";
import { forgiveAttempts, throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import type { UserContext } from "@/lib/platform/context";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import type { User as UserRow } from "@/lib/platform/prisma/client";
import { recordSecurityEvent } from "@/lib/platform/security-events";

/** People without a password confirm by having signed in at most so long ago. */
const FRESH_MS = 15 * 60_000;

/** Who looks through another's eyes changes nothing of their account. Throws Forbidden `impersonating`. */
export function assertSelf(ctx: UserContext): void {
  if (ctx.actor.impersonatorId !== undefined) {
    throw new Forbidden(
      "impersonating",
      "An account is changed by its owner, not by who looks through their eyes.",
    );
  }
}

/**
 * That it is the person themselves at the keyboard, and not who found it unlocked: by the password, or, where there is
 * none, by a session that has just begun. Returns their row.
 * Throws Invalid at `current_password`, Forbidden `impersonating` or `sign_in_again`, LimitReached.
 */
export async function confirmSelf(
  ctx: AccountContext,
  currentPassword: string | undefined,
): Promise<UserRow> {
  assertSelf(ctx);
  const user = await ctx.db.user.findUnique({ where: { id: ctx.userId } });
  if (user === null) throw new Unauthenticated("sign_in_expired", "Sign in again.");
  if (user.passwordHash === null) {
    const session =
      ctx.sessionId === undefined ? null : await ctx.db.session.findUnique({ where: { id: ctx.sessionId } });
    const ageMs = ctx.clock.now().getTime() - (session?.createdAt.getTime() ?? 0);
    if (ageMs > FRESH_MS)
      throw new Forbidden(
        "sign_in_again",
        "You signed in a while ago. Sign out and in again, then come back.",
      );
    return user;
  }
  if (currentPassword === undefined)
    throw invalidInput([
      { path: "current_password", message: "Type your password, so that we know it is you." },
    ]);
  // An allowance of its own: whoever holds the session is not slowed by what strangers try on the sign-in page.
  await throttleAttempts(ctx, "password", user.id, ctx.sessionId ?? null);
  if (!(await verifyPassword(user.passwordHash, currentPassword))) {
    recordSecurityEvent(ctx, { kind: "sign_in.failed", code: "confirmation", userId: user.id });
    throw invalidInput([{ path: "current_password", message: "This is not your password." }]);
  }
  await forgiveAttempts(ctx, "password", user.id, ctx.sessionId ?? null);
  return user;
}

/**
 * That an admin who has two-step sign-in has just given a code of it, where they change that very step: with a password
 * alone, whoever holds a session of theirs could put an app of their own in its place, and confirm as an admin by that.
 * Throws Forbidden `sign_in_again`.
 */
export async function assertSecondStepFresh(ctx: AccountContext, user: UserRow): Promise<void> {
  if (user.role !== "admin" || user.totpEnabledAt === null) return;
  const session =
    ctx.sessionId === undefined ? null : await ctx.db.session.findUnique({ where: { id: ctx.sessionId } });
  const ageMs = ctx.clock.now().getTime() - (session?.confirmedAt?.getTime() ?? 0);
  if (ageMs <= FRESH_MS) return;
  throw new Forbidden(
    "sign_in_again",
    "Admins change two-step sign-in only within minutes of a code. Sign out and in again, then come back.",
  );
}
