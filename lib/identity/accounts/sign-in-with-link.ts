import { beginSession, type SignInOutcome } from "@/lib/identity/accounts/begin-session";
import type { UseLink } from "@/lib/identity/accounts/schemas";
import { throttleToken, useAccountToken } from "@/lib/identity/accounts/use-account-token";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { transaction } from "@/lib/platform/db";

/** Signs somebody in by the link that was mailed to them. Throws Invalid `invalid_token`, LimitReached. */
export async function signInWithLink(ctx: VisitorContext, { token }: UseLink): Promise<SignInOutcome> {
  await throttleToken(ctx, token);
  return transaction(ctx, async (tx) => {
    const { user } = await useAccountToken(ctx, tx, token, "sign_in");
    return beginSession(ctx, tx, user, "link");
  });
}
