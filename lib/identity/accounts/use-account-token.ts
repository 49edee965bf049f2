import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import type { Transaction } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import type { AccountToken, AccountTokenPurpose, User as UserRow } from "@/lib/platform/prisma/client";
import { sha256 } from "@/lib/platform/seal";

/** Counts the attempt, which no one else's can keep from being made; call it before the transaction in which the token is used. */
export function throttleToken(ctx: VisitorContext, token: string): Promise<void> {
  return throttleAttempts(ctx, "code", sha256(token).toString("base64"));
}

/**
 * Uses up a mailed token of one purpose, and returns it with its person. A suspended person's signs them in, to the privacy
 * centre alone, and holds for nothing else.
 * Throws Invalid `invalid_token` for one that is unknown, of another purpose, used or expired.
 */
export async function useAccountToken(
  ctx: VisitorContext,
  tx: Transaction,
  token: string,
  purpose: AccountTokenPurpose,
): Promise<AccountToken & { user: UserRow }> {
  const now = ctx.clock.now();
  const row = await tx.accountToken.findUnique({
    where: { tokenHash: sha256(token) },
    include: { user: true },
  });
  const good =
    row !== null &&
    row.purpose === purpose &&
    row.usedAt === null &&
    row.expiresAt > now &&
    (purpose === "sign_in" || row.user.suspendedAt === null);
  if (!good) throw invalidToken();
  // Links for signing in and for passwords are for the address that the account has now.
  if (purpose !== "verify_email" && row.email !== row.user.email) throw invalidToken();
  const first = await tx.accountToken.updateMany({
    where: { id: row.id, usedAt: null },
    data: { usedAt: now },
  });
  if (first.count !== 1) throw invalidToken();
  return row;
}

/** The same for every token that does not open anything here. */
export function invalidToken(): Invalid {
  return new Invalid("invalid_token", "This link is not valid, or no longer. Ask for a new one.", [
    { path: "token", message: "Is not valid, or no longer: a link works once, and not for long." },
  ]);
}
