import { confirmSelf } from "@/lib/identity/accounts/assert-self";
import type { DisconnectIdentity } from "@/lib/identity/accounts/schemas";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

const SITES = { google: "Google", github: "GitHub" } as const;

/**
 * Ends that another site signs the person in. They can always sign in by mail. Again changes nothing.
 * Throws Invalid at `current_password`, Forbidden `impersonating` or `sign_in_again`, LimitReached.
 */
export async function disconnectIdentity(
  ctx: AccountContext,
  { provider, current_password }: DisconnectIdentity,
): Promise<{ disconnected: true }> {
  const user = await confirmSelf(ctx, current_password);
  await transaction(ctx, async (tx) => {
    const { count } = await tx.identity.deleteMany({ where: { userId: user.id, provider } });
    if (count === 0) return;
    await audit(ctx, tx, {
      partnerId: null,
      action: "identity.disconnected",
      targetType: "user",
      targetId: user.id,
      details: { provider },
    });
    await addJob(tx, "accounts.send-notice", {
      email: user.email,
      notice: "identity_disconnected",
      site: SITES[provider],
    });
  });
  return { disconnected: true };
}
