import { findKnownDevice } from "@/lib/identity/accounts/known-devices";
import type { AskForMail } from "@/lib/identity/accounts/schemas";
import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Queues a mail with a link to choose a new password, or to sign in. Whether there is an account the job finds out, so
 * that nothing here differs, not even in the time it takes. Throws LimitReached `too_many_attempts`.
 */
export async function requestAccountMail(
  ctx: VisitorContext,
  purpose: "reset_password" | "sign_in",
  { email, next = "" }: AskForMail,
): Promise<{ email: string }> {
  const known = await findKnownDevice(ctx, await accountBehind(ctx, email));
  await throttleAttempts(ctx, "mail", email, known);
  // A browser that the account knows is its owner's: their mail goes out however many strangers have asked for.
  const payload = { purpose, email, next, known: known !== null };
  await transaction(ctx, (tx) => addJob(tx, "accounts.send-link", payload));
  return { email };
}

/** Whose address it is, where this browser has signed in as somebody: for all others there is nothing to look up. */
async function accountBehind(ctx: VisitorContext, email: string): Promise<string | undefined> {
  if (ctx.devices.length === 0) return undefined;
  return (await ctx.db.user.findUnique({ where: { email }, select: { id: true } }))?.id;
}
