import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { isMinor } from "@/lib/platform/ages";
import type { Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";

/** Throws Invalid at `adult` where a person has not said that they are 18 or older, or their birth year says otherwise. */
export async function assertAdult(
  { db, clock }: RegistrantContext,
  userId: string,
  { adult }: { adult: boolean },
): Promise<void> {
  if (!adult) throw invalidInput([{ path: "adult", message: "Confirm that you are 18 or older." }]);
  const profile = await db.profile.findUnique({ where: { userId }, select: { birthYear: true } });
  if (isMinor(profile?.birthYear ?? null, clock.now()))
    throw invalidInput([
      { path: "adult", message: "Your birth year says that you are under 18, and events are for adults." },
    ]);
}

/**
 * Grants the consent that being matched at events rests on, to the text that the page showed.
 * Throws Conflict `consent_text_changed`, Invalid at `adult`.
 */
export async function agreeToMatch(
  ctx: RegistrantContext,
  tx: Transaction,
  userId: string,
  { consent_version }: { consent_version?: string | undefined },
): Promise<void> {
  if (consent_version !== undefined && currentText("events", ctx.clock.now()).version !== consent_version) {
    throw new Conflict("consent_text_changed", "This text has changed. Reload the page and read it again.");
  }
  const profileId = await ensureUserProfile({ ...ctx, db: tx }, { user_id: userId });
  await recordConsent({ ...ctx, db: tx, profileId, userId }, tx, {
    consent: "events",
    granted: true,
    place: "event",
  });
}
