import { currentText } from "@/lib/identity/consent/consent-texts";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import type { GrantConsent, Place } from "@/lib/identity/consent/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { ADULTS_ONLY } from "@/lib/platform/purposes";

/**
 * Grants a consent to the text that the person was shown. Again it changes nothing.
 * Throws Conflict `consent_text_changed` where another text has taken effect meanwhile, Invalid at `adult` where the
 * purpose is for adults and the person has not said that they are one, or their birth year says that they are not.
 */
export async function grantConsent(
  ctx: ProfileContext,
  { purpose, version, adult }: GrantConsent,
  place: Place = "privacy",
): Promise<{ granted: true }> {
  if (currentText(purpose, ctx.clock.now()).version !== version) {
    throw new Conflict("consent_text_changed", "This text has changed. Reload the page and read it again.");
  }
  if (ADULTS_ONLY.has(purpose) && !adult) {
    throw invalidInput([{ path: "adult", message: "Confirm that you are 18 or older." }]);
  }
  await transaction(ctx, (tx) => recordConsent(ctx, tx, { consent: purpose, granted: true, place }));
  return { granted: true };
}
