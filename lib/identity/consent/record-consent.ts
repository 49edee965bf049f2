import { currentText, versionsThatCount } from "@/lib/identity/consent/consent-texts";
import type { Place } from "@/lib/identity/consent/schemas";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { addJob } from "@/lib/platform/jobs";
import { lockProfile } from "@/lib/platform/lock-profile";
import { ADULTS_ONLY, type ConsentName } from "@/lib/platform/purposes";

/** The job that lets those who read people for a purpose know of a withdrawal. */
export const WITHDRAWN_JOB = "consent.settle-withdrawal";

interface Decision {
  consent: ConsentName;
  granted: boolean;
  place: Place;
}

/**
 * Writes down a person's decision, in the transaction in which it takes effect, and queues what must follow from a
 * withdrawal. A decision that changes nothing leaves no row. Returns whether it changed something.
 * Throws NotFound, and Invalid at `adult` where the person's birth year says that they are under 18 and the purpose is for adults.
 */
export async function recordConsent(
  ctx: ProfileContext,
  tx: Transaction,
  { consent, granted, place }: Decision,
): Promise<boolean> {
  const now = ctx.clock.now();
  const { birthYear } = await lockProfile(tx, ctx.profileId);
  if (granted && ADULTS_ONLY.has(consent) && isMinor(birthYear, now)) {
    throw invalidInput([
      { path: "adult", message: "Your birth year says that you are under 18, and this is for adults." },
    ]);
  }
  const { version } = currentText(consent, now);
  const before = await tx.consent.findUnique({
    where: { profileId_purpose: { profileId: ctx.profileId, purpose: consent } },
  });
  if (granted ? before?.version === version : before === null) return false;
  await tx.consentEvent.create({
    data: {
      id: newId(now),
      profileId: ctx.profileId,
      purpose: consent,
      granted,
      version: granted ? version : (before?.version ?? version),
      at: now,
      place,
      actorType: ctx.userId === null ? "browser" : "user",
      actorId: ctx.userId,
    },
  });
  if (!granted) await addJob(tx, WITHDRAWN_JOB, { purpose: consent }, { key: `${WITHDRAWN_JOB}:${consent}` });
  return true;
}

/** Whether a person's consent holds now, to a version that counts. */
export async function hasConsent(ctx: ProfileContext, db: Db, consent: ConsentName): Promise<boolean> {
  const row = await db.consent.findUnique({
    where: { profileId_purpose: { profileId: ctx.profileId, purpose: consent } },
  });
  return row !== null && versionsThatCount(consent, ctx.clock.now()).includes(row.version);
}
