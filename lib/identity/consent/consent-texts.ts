import { CONSENTS, type ConsentName } from "@/lib/platform/purposes";

/** What a person agrees to, word for word. A text never changes: other words are a new version. */
export interface ConsentText {
  /** `<consent>-<number>` */
  readonly version: string;
  readonly consent: ConsentName;
  /** From when on it is the one that is shown, UTC. */
  readonly effectiveFrom: string;
  readonly title: string;
  /** What is done with which data. */
  readonly says: string;
  /** What happens after a withdrawal. */
  readonly withdrawing: string;
  /** Whether consents to earlier versions stop counting on that day, because this one asks for more. */
  readonly asksForMore: boolean;
}

/** Every text there has been, by consent, oldest first. */
export const CONSENT_TEXTS: readonly ConsentText[] = [
  {
    version: "matching-1",
    consent: "matching",
    effectiveFrom: "2026-11-30",
    title: "Suggest people to me",
    says: "We compare your traits with those of other adults who agreed to this, and suggest the ones who fit you. They see how well you fit, never your traits.",
    withdrawing: "You stop appearing in suggestions right away.",
    asksForMore: false,
  },
  {
    version: "events-1",
    consent: "events",
    effectiveFrom: "2026-11-30",
    title: "Match me at events",
    says: "When you register for an event, we compare your traits with those of the other guests. The organizer sees who fits whom in broad bands, never your traits.",
    withdrawing:
      "You are left out the next time an event is matched. Pairs that were already published stay as they are.",
    asksForMore: false,
  },
  {
    version: "events-2",
    consent: "events",
    effectiveFrom: "2026-11-30",
    title: "Match me at events",
    says: "When you register for an event, we compare your traits with those of the other guests. The organizer sees who fits whom in broad bands, never your traits.",
    withdrawing:
      "You are left out the next time an event is matched, and the pairs that you are in disappear.",
    asksForMore: false,
  },
  {
    version: "research-1",
    consent: "research",
    effectiveFrom: "2026-11-30",
    title: "Use my traits for research",
    says: "Your traits, age band and region, without your name, count in statistics that are blurred so that no person can be picked out.",
    withdrawing:
      "You are left out of every later edition. Published statistics can’t be taken back, and none of them shows you.",
    asksForMore: false,
  },
  {
    version: "partner-api-1",
    consent: "partner_api",
    effectiveFrom: "2026-11-30",
    title: "Let apps I use ask for my traits",
    says: "An app that you connect yourself can ask us for your traits. We show you which app asked and when.",
    withdrawing:
      "Apps get nothing more from us. What an app already received is in its hands, so ask it to delete that too.",
    asksForMore: false,
  },
  {
    version: "coach-1",
    consent: "coach",
    effectiveFrom: "2026-11-30",
    title: "Let the coach see my traits",
    says: "The AI coach reads your traits to give advice that suits you. They are sent to the AI provider with your messages.",
    withdrawing: "The coach forgets your traits with the next message.",
    asksForMore: false,
  },
  {
    version: "norms-1",
    consent: "norms",
    effectiveFrom: "2026-11-01",
    title: "Count me in the averages",
    says: "Your traits, without your name, help show others where they stand. Answers about intimacy never count.",
    withdrawing: "The averages are computed again without you within minutes.",
    asksForMore: false,
  },
  {
    version: "intimacy-1",
    consent: "intimacy",
    effectiveFrom: "2026-11-01",
    title: "Ask me about intimacy",
    says: "We keep your answers about closeness and sexuality and work out three traits from them, for your own result.",
    withdrawing: "Those answers and traits are erased right away. The rest of your results stays.",
    asksForMore: false,
  },
  {
    version: "seeks-1",
    consent: "seeks",
    effectiveFrom: "2026-11-30",
    title: "Keep whom I’m looking for",
    says: "We keep whom you would like to meet, and use it only to leave out people you aren’t looking for.",
    withdrawing: "It is erased right away, and it no longer decides whom you meet.",
    asksForMore: false,
  },
];

/** The text of a consent that is shown at a time. */
export function currentText(consent: ConsentName, now: Date): ConsentText {
  const day = now.toISOString().slice(0, 10);
  const text = textsOf(consent).findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? textsOf(consent)[0];
  if (text === undefined) throw new Error(`There is no text for ${consent}.`);
  return text;
}

/** The versions of a consent that count at a time: since the last one that asked for more. */
export function versionsThatCount(consent: ConsentName, now: Date): string[] {
  const day = now.toISOString().slice(0, 10);
  const texts = textsOf(consent);
  const since = texts.findLastIndex(({ asksForMore, effectiveFrom }) => asksForMore && effectiveFrom <= day);
  return texts.slice(Math.max(0, since)).map(({ version }) => version);
}

/** The words of a version; null for one that there never was. */
export function findText(version: string): ConsentText | null {
  return CONSENT_TEXTS.find((text) => text.version === version) ?? null;
}

function textsOf(consent: ConsentName): ConsentText[] {
  return CONSENT_TEXTS.filter((text) => text.consent === consent);
}

/** The texts that are shown now, in the order in which pages show them. */
export function currentTexts(now: Date): ConsentText[] {
  return CONSENTS.map((consent) => currentText(consent, now));
}
