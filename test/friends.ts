import type { Browser, BrowserContext, Page } from "@playwright/test";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { createProfile } from "@/lib/people/profiles/create-profile";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { drawPerson, seeded } from "@/prisma/seed/drawn-people";
import { siteDatabase, testContext } from "@/test/people";

export interface Friend {
  ctx: ProfileContext;
  token: string;
}

/** A person with a result, whose browser holds `token`. */
export async function makeFriend(seed: number): Promise<Friend> {
  const database = siteDatabase();
  const { profileId, browser } = await createProfile(testContext(database));
  await giveResult(profileId, seed);
  return { ctx: { ...testContext(database), profileId, userId: null }, token: browser.token };
}

/** Gives a profile a result, as if they had taken the long form just now. */
export async function giveResult(profileId: string, seed: number): Promise<void> {
  const now = new Date();
  await siteDatabase().prisma.traitResult.create({
    data: {
      id: newId(now),
      profileId,
      source: "assessment",
      modelVersion: "soulmate-2",
      questionnaireVersion: "questionnaire-1",
      traits: drawPerson(seeded(seed)).map((trait) => Math.round(trait * 8) / 8),
      standardErrors: Array(32).fill(0.1637),
      quality: "high",
      answerCount: 64,
      createdAt: now,
      revisedAt: now,
    },
  });
}

/** Mira has invited Jonas, who accepted; where `agreed`, she has said yes, too. */
export async function makePair({ agreed = true, intimacy = false } = {}): Promise<{
  mira: Friend;
  jonas: Friend;
  pair_id: string;
}> {
  const [mira, jonas] = [await makeFriend(11), await makeFriend(12)];
  for (const { ctx } of intimacy ? [mira, jonas] : []) {
    await transaction(ctx, (tx) =>
      recordConsent(ctx, tx, { consent: "intimacy", granted: true, place: "assessment" }),
    );
  }
  const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy });
  const { pair_id } = await acceptTogetherInvitation(jonas.ctx, {
    token,
    name: "Jonas",
    agreed: true,
    intimacy,
  });
  if (agreed) await agreeToCompare(mira.ctx, { pair_id, intimacy });
  return { mira, jonas, pair_id };
}

export async function holdProfile(context: BrowserContext, baseURL: string | undefined, { token }: Friend) {
  await context.addCookies([
    { name: "soulmate.profile", value: token, url: baseURL ?? "", httpOnly: true, sameSite: "Lax" },
  ]);
}

/** Another device of the same kind. */
export async function otherDevice(
  browser: Browser,
  page: Page,
  baseURL: string | undefined,
  dark: boolean,
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: baseURL ?? "",
    viewport: page.viewportSize(),
    colorScheme: dark ? "dark" : "light",
  });
}
