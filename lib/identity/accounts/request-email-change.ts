import { confirmSelf } from "@/lib/identity/accounts/assert-self";
import type { ChangeEmail } from "@/lib/identity/accounts/schemas";
import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { transaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/input";
import { addJob } from "@/lib/platform/jobs";

/**
 * Asks to change the address: a link goes to the new one, and only opening it makes the change. Whether the new
 * address has an account already, nobody learns here.
 * Throws Invalid, Forbidden `impersonating` or `sign_in_again`, LimitReached.
 */
export async function requestEmailChange(
  ctx: AccountContext,
  input: ChangeEmail,
): Promise<{ email: string }> {
  const user = await confirmSelf(ctx, input.current_password);
  if (user.email === input.email)
    throw invalidInput([{ path: "email", message: "Is your address already." }]);
  await throttleAttempts(ctx, "mail", input.email);
  await transaction(ctx, (tx) =>
    addJob(tx, "accounts.send-email-change", { user_id: user.id, email: input.email }),
  );
  return { email: input.email };
}
