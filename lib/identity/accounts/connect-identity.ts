import { confirmSelf } from "@/lib/identity/accounts/assert-self";
import { beginSession, type SignInOutcome } from "@/lib/identity/accounts/begin-session";
import { findKnownDevice } from "@/lib/identity/accounts/known-devices";
import { verifyPassword } from "@/lib/identity/accounts/password-hash";
import { type PendingIdentity, readPendingIdentity } from "@/lib/identity/accounts/pending-identity";
import { forgiveAttempts, throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { AccountContext, VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { brandOf } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Unauthenticated } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { addJob } from "@/lib/platform/jobs";
import type { User as UserRow } from "@/lib/platform/prisma/client";
import { recordSecurityEvent } from "@/lib/platform/security-events";

const SITES = { google: "Google", github: "GitHub" } as const;

/**
 * Connects another site to the account whose address it has verified, once the owner has typed the account's password,
 * and signs them in. The owner is told by mail.
 * Throws Unauthenticated `sign_in_expired`, Invalid at `current_password`, LimitReached.
 */
export async function connectIdentity(
  ctx: VisitorContext,
  input: { pending: string; current_password?: string | undefined },
): Promise<SignInOutcome> {
  const pending = readPending(ctx, input.pending);
  const user = await ctx.db.user.findUnique({ where: { id: pending.userId } });
  if (user === null || user.suspendedAt !== null) throw expired();
  const known = await findKnownDevice(ctx, user.id);
  await throttleAttempts(ctx, "password", user.email, known);
  if (!(await verifyPassword(user.passwordHash, input.current_password ?? ""))) {
    recordSecurityEvent(ctx, { kind: "sign_in.failed", code: pending.provider, userId: user.id });
    throw invalidInput([
      { path: "current_password", message: `This is not your ${brandOf(ctx).name} password.` },
    ]);
  }
  await forgiveAttempts(ctx, "password", user.email, known);
  return transaction(ctx, async (tx) => {
    await insertIdentity({ ...ctx, actor: { type: "user", id: user.id } }, tx, user, pending);
    return beginSession(ctx, tx, user, pending.provider);
  });
}

/**
 * The same for somebody who is signed in already: they confirm as for any change of their account, which for people
 * without a password is having signed in just now. Throws as above, and Forbidden `sign_in_again` or `impersonating`.
 */
export async function connectOwnIdentity(
  ctx: AccountContext,
  input: { pending: string; current_password?: string | undefined },
): Promise<{ provider: "google" | "github" }> {
  const pending = readPending(ctx, input.pending);
  if (pending.userId !== ctx.userId) throw expired();
  const user = await confirmSelf(ctx, input.current_password);
  await transaction(ctx, (tx) => insertIdentity(ctx, tx, user, pending));
  return { provider: pending.provider };
}

function readPending(ctx: Context, pending: string): PendingIdentity {
  const identity = readPendingIdentity(pending, ctx.clock.now());
  if (identity === null) throw expired();
  return identity;
}

async function insertIdentity(
  ctx: Context,
  tx: Transaction,
  user: UserRow,
  { provider, subject }: PendingIdentity,
): Promise<void> {
  const { count } = await tx.identity.createMany({
    data: [{ provider, subject, userId: user.id, createdAt: ctx.clock.now() }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await audit(ctx, tx, {
    partnerId: null,
    action: "identity.connected",
    targetType: "user",
    targetId: user.id,
    details: { provider },
  });
  await addJob(tx, "accounts.send-notice", {
    email: user.email,
    notice: "identity_connected",
    site: SITES[provider],
  });
}

function expired(): Unauthenticated {
  return new Unauthenticated("sign_in_expired", "This sign-in took too long. Start again.");
}
