import { recordConsent } from "@/lib/identity/consent/record-consent";
import { eraseIntimacy } from "@/lib/people/profiles/erase-intimacy";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Takes back the consent to be asked about intimacy, also for what is finished: the answers and choices are erased, and
 * those traits of every result become unknown. The rest of each result stays. Again it changes nothing.
 */
export async function withdrawIntimacy(ctx: ProfileContext): Promise<{ withdrawn: true }> {
  await transaction(ctx, async (tx) => {
    await eraseIntimacy(tx, ctx.profileId, ctx.clock.now());
    await recordConsent(ctx, tx, { consent: "intimacy", granted: false, place: "results" });
  });
  return { withdrawn: true };
}
