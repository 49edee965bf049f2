import { requestAccountMail } from "@/lib/identity/accounts/request-account-mail";
import type { AskForMail } from "@/lib/identity/accounts/schemas";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";

/** Asks for a link to sign in without a password; the same for any address. Throws LimitReached `too_many_attempts`. */
export function requestSignInLink(ctx: VisitorContext, input: AskForMail): Promise<{ email: string }> {
  return requestAccountMail(ctx, "sign_in", input);
}
