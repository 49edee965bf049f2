import {
  type ConsentText,
  currentTexts,
  findText,
  versionsThatCount,
} from "@/lib/identity/consent/consent-texts";
import type { ProfileContext } from "@/lib/platform/context";
import type { ConsentName } from "@/lib/platform/purposes";

/** The newest decisions that a page shows of one purpose. The export holds all. */
const SHOWN = 50;

export interface ShownConsent {
  name: ConsentName;
  /** The text that is shown now. */
  text: ConsentText;
  /** Since when it is granted; null where it is not. */
  grantedAt: Date | null;
  /** Whether the granted text was replaced by one that asks for more, so that it no longer counts. */
  outdated: boolean;
  /** Newest first. */
  history: {
    id: string;
    granted: boolean;
    at: Date;
    place: string;
    version: string;
    words: ConsentText | null;
  }[];
}

/** What a person has agreed to and what not, each with its history. */
export async function listConsents(ctx: ProfileContext): Promise<ShownConsent[]> {
  const now = ctx.clock.now();
  const [granted, events] = await Promise.all([
    ctx.db.consent.findMany({ where: { profileId: ctx.profileId } }),
    ctx.db.consentEvent.findMany({
      where: { profileId: ctx.profileId },
      orderBy: [{ at: "desc" }, { seq: "desc" }],
      take: SHOWN * 8,
    }),
  ]);
  return currentTexts(now).map((text) => {
    const row = granted.find(({ purpose }) => purpose === text.consent);
    return {
      name: text.consent,
      text,
      grantedAt: row?.grantedAt ?? null,
      outdated: row !== undefined && !versionsThatCount(text.consent, now).includes(row.version),
      history: events
        .filter(({ purpose }) => purpose === text.consent)
        .slice(0, SHOWN)
        .map(({ id, granted, at, place, version }) => ({
          id,
          granted,
          at,
          place,
          version,
          words: findText(version),
        })),
    };
  });
}
