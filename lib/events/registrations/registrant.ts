import { lockPerson } from "@/lib/identity/privacy/request-deletion";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Forbidden } from "@/lib/platform/errors";
import { refuseImpersonation } from "@/lib/platform/permissions";

/** A person who registers: signed in, or not yet. What a `ProfileContext` and a `UserContext` both are. */
export interface RegistrantContext extends Context {
  readonly userId: string | null;
}

/** The account of a person who reads about themselves. An admin who looks through their eyes sees nothing of theirs. */
export function readerOf({ actor, userId }: RegistrantContext): string | null {
  return actor.type === "user" && actor.impersonatorId !== undefined ? null : userId;
}

/** The account of a person who acts. Throws Forbidden `account_needed` or `impersonation_read_only`. */
export function accountOf(ctx: RegistrantContext): string {
  refuseImpersonation(ctx);
  if (ctx.userId === null)
    throw new Forbidden("account_needed", "Sign in or sign up to register for events.");
  return ctx.userId;
}

/**
 * Locks the account of a person who takes a seat, before any event, until the transaction ends. The lock of their deletion comes
 * before the account's row, as where a browser's answers are claimed: the other way round each would wait for the other.
 * Throws Forbidden `account_needed`, `account_unverified` or `account_suspended`.
 */
export async function lockAccount(tx: Transaction, userId: string): Promise<void> {
  await lockPerson(tx, { userId, profileId: null });
  const [user] = await tx.$queryRaw<{ verified: boolean; suspended: boolean }[]>`
    SELECT email_verified_at IS NOT NULL AS verified, suspended_at IS NOT NULL AS suspended
    FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (user === undefined) throw new Forbidden("account_needed", "Sign in or sign up to register for events.");
  if (user.suspended) throw new Forbidden("account_suspended", "Your account is suspended.");
  if (!user.verified)
    throw new Forbidden("account_unverified", "Verify your email first. We write to you about your seat.");
}
