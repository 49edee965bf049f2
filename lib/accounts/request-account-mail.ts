import type { AskForMail } from "@/lib/accounts/schemas";
import { throttleAttempts } from "@/lib/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/accounts/visitor-context";
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
  await throttleAttempts(ctx, "mail", email);
  await transaction(ctx, (tx) => addJob(tx, "accounts.send-link", { purpose, email, next }));
  return { email };
}
