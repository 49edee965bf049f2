import { recordConsent } from "@/lib/identity/consent/record-consent";
import type { Place, WithdrawConsent } from "@/lib/identity/consent/schemas";
import { eraseIntimacy } from "@/lib/people/profiles/erase-intimacy";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockProfile } from "@/lib/platform/lock-profile";

/**
 * Takes back any consent, with what rests on it. For intimacy the answers and choices are erased, also those of finished
 * results, whose intimacy traits become unknown. The rest of each result stays. Norms are computed again without the
 * person within minutes. A second call changes nothing. Throws NotFound.
 */
export async function withdrawConsent(
  ctx: ProfileContext,
  { purpose }: WithdrawConsent,
  place: Place = "privacy",
): Promise<{ withdrawn: true }> {
  await transaction(ctx, async (tx) => {
    await lockProfile(tx, ctx.profileId);
    if (purpose === "intimacy") await eraseIntimacy(tx, ctx.profileId, ctx.clock.now());
    await recordConsent(ctx, tx, { consent: purpose, granted: false, place });
  });
  return { withdrawn: true };
}
