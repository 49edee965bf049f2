import { recordConsent } from "@/lib/identity/consent/record-consent";
import { withdrawForMinor } from "@/lib/identity/consent/withdraw-for-minor";
import { eraseIntimacy } from "@/lib/people/profiles/erase-intimacy";
import type { UpdateAbout } from "@/lib/people/profiles/schemas";
import { isMinor, MINIMUM_AGE } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/input";
import { lockProfile } from "@/lib/platform/lock-profile";

/**
 * Keeps what a person says of themselves, and whether their traits may count in the norms. A birth year under 18
 * removes what was answered about intimacy before it was known. Throws NotFound, and Invalid for one under the minimum age.
 */
export async function updateAbout(ctx: ProfileContext, input: UpdateAbout): Promise<void> {
  const now = ctx.clock.now();
  if (input.birth_year !== null && now.getUTCFullYear() - input.birth_year < MINIMUM_AGE) {
    throw invalidInput([
      { path: "birth_year", message: `You need to be at least ${MINIMUM_AGE} to use the assessment.` },
    ]);
  }
  await transaction(ctx, async (tx) => {
    await lockProfile(tx, ctx.profileId);
    await tx.profile.update({
      where: { id: ctx.profileId },
      data: {
        birthYear: input.birth_year,
        region: input.region,
        gender: input.gender,
      },
    });
    await recordConsent(ctx, tx, { consent: "norms", granted: input.norms_consent, place: "assessment" });
    if (isMinor(input.birth_year, now)) {
      await eraseIntimacy(tx, ctx.profileId, now);
      await withdrawForMinor(ctx, tx, "assessment");
    }
  });
}
