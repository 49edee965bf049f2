import { recordConsent } from "@/lib/identity/consent/record-consent";
import type { WithdrawConsent } from "@/lib/identity/consent/schemas";
import { eraseIntimacy } from "@/lib/people/profiles/erase-intimacy";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Takes back any consent, with what rests on it: of intimacy all that was answered about it is erased. Again it changes
 * nothing.
 */
export async function withdrawConsent(
  ctx: ProfileContext,
  { purpose }: WithdrawConsent,
): Promise<{ withdrawn: true }> {
  await transaction(ctx, async (tx) => {
    if (purpose === "intimacy") await eraseIntimacy(tx, ctx.profileId, ctx.clock.now());
    await recordConsent(ctx, tx, { consent: purpose, granted: false, place: "privacy" });
  });
  return { withdrawn: true };
}
