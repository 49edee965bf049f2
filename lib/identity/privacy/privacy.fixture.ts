import { currentText } from "@/lib/identity/consent/consent-texts";
import { grantConsent } from "@/lib/identity/consent/grant-consent";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { FixedClock } from "@/lib/platform/clock";
import type { OwnDatabase } from "@/test/own-database";
import { makePerson, type PersonSettings } from "@/test/people";

/** Traits in the middle. */
export const HALF = Array<number>(32).fill(0.5);

/** A person with an account and answers, as the privacy centre knows them. */
export async function makeWhole(
  own: OwnDatabase,
  settings: PersonSettings = {},
  clock = new FixedClock(new Date()),
) {
  const person = await makePerson(own.database, settings);
  const { ctx: visitor, token } = await makeVisitor(own, clock);
  await completeSheet(visitor, { traits: HALF });
  for (const purpose of ["norms", "research"] as const) {
    const { version } = currentText(purpose, clock.now());
    await grantConsent(visitor, { purpose, version, adult: false });
  }
  await claimProfile(own.system(clock), { user_id: person.userId, token });
  const profileId = await ensureUserProfile(own.system(clock), { user_id: person.userId });
  const account = {
    ...own.system(clock),
    actor: { type: "user" as const, id: person.userId },
    userId: person.userId,
    sessionId: person.sessionId,
    limiter: { take: async () => Promise.reject(new Error("Nothing here counts.")) } as never,
    address: "203.0.113.9",
    userAgent: null,
    devices: [],
  };
  const ctx: PrivacyContext = {
    ...own.system(clock),
    actor: account.actor,
    userId: person.userId,
    profileId,
    account,
  };
  return { person, ctx, profileId, clock };
}
