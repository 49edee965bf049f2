/** One text of a legal document, word for word in `content/legal/<slug>/<version>.md`. Other words are a new version. */
export interface LegalVersion {
  /** The day from which it holds, UTC: also its name. */
  readonly version: string;
  /** What is different from the one before, in a sentence for its readers. */
  readonly changed: string;
  /** Whether those who accepted an earlier version are asked again. */
  readonly asksAgain: boolean;
  /** SHA-256 of the text as it is stored, so that a published text cannot change by accident. */
  readonly sha256: string;
}

export interface LegalDocument {
  readonly title: string;
  /** What it settles, for lists and search engines. */
  readonly description: string;
  /** Whom it is for. */
  readonly audience: "people" | "partners" | "everyone";
  /** Oldest first. */
  readonly versions: readonly [LegalVersion, ...LegalVersion[]];
}

const FIRST = "The first version.";

/** Every legal document, in the order in which pages list them. */
export const LEGAL_DOCUMENTS = {
  terms: {
    title: "Terms for people",
    description: "What you can expect when you answer for yourself, and what we ask of you.",
    audience: "people",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: true,
        sha256: "e4f889ecdf3d468d03e8b0759441e4b6b5d113a5f119ce845328db06b99dabf2",
      },
    ],
  },
  privacy: {
    title: "Privacy notice",
    description: "Which data we hold about you, why, for how long, who receives it, and what you can do.",
    audience: "everyone",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: true,
        sha256: "da8a5fd039f9bb041c3a5f577489c8e89593585f67d7b615810daf3f039da4fc",
      },
    ],
  },
  cookies: {
    title: "Cookies",
    description:
      "Every cookie and every entry in your browser’s storage that this site sets, and what it is for.",
    audience: "everyone",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: false,
        sha256: "f1592092b7c9376e1593286b4bac95086fd71554c9a62cee837305c0f8eef86d",
      },
    ],
  },
  "api-terms": {
    title: "API terms",
    description:
      "Limits, prices, prohibited uses, liability and termination for businesses that call the API.",
    audience: "partners",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: true,
        sha256: "af85bb85a91d20e62faf02e2ada74755a7d915ebed6b6d8b6e52cb4fd20e553d",
      },
    ],
  },
  "data-processing": {
    title: "Data processing agreement",
    description:
      "How we process personal data on behalf of partners: anonymization, consent, retention and sub-processors.",
    audience: "partners",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: true,
        sha256: "89929f3a5a8b53d9bc3e2ec952f94ac276257abcdc7e93be1d6b0b92a5513d8e",
      },
    ],
  },
  partnership: {
    title: "Partnership agreement",
    description:
      "Revenue share, brand, support and service levels for businesses that build something together with us.",
    audience: "partners",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: true,
        sha256: "37eb6d1503cb6b9a3dc259c7042c4cb88fb3dc33235d08ae826ee2770dcde602",
      },
    ],
  },
  imprint: {
    title: "Imprint",
    description: "Who runs this site, and how to reach them.",
    audience: "everyone",
    versions: [
      {
        version: "2026-11-30",
        changed: FIRST,
        asksAgain: false,
        sha256: "e3775551b1a1a43982a7b6ccc9e4c4f2844562845e221e9952c95993221d5563",
      },
    ],
  },
} as const satisfies Record<string, LegalDocument>;

export type LegalSlug = keyof typeof LEGAL_DOCUMENTS;
export const LEGAL_SLUGS = Object.keys(LEGAL_DOCUMENTS) as LegalSlug[];

/** What a person accepts who signs up or answers for themselves. */
export const PERSON_DOCUMENTS = ["terms", "privacy"] as const satisfies readonly LegalSlug[];
/** What a company accepts that signs up. The partnership agreement is accepted with the order that names it. */
export const PARTNER_DOCUMENTS = ["api-terms", "data-processing"] as const satisfies readonly LegalSlug[];

type Documents = Readonly<Record<string, LegalDocument>>;

export function isLegalSlug(slug: string): slug is LegalSlug {
  return Object.hasOwn(LEGAL_DOCUMENTS, slug);
}

/** The version of a document that holds at a time; before its first day, the first. */
export function currentVersion(
  slug: string,
  now: Date,
  documents: Documents = LEGAL_DOCUMENTS,
): LegalVersion {
  const versions = documents[slug]?.versions;
  if (versions === undefined) throw new Error(`There is no legal document ${slug}.`);
  const day = now.toISOString().slice(0, 10);
  return versions.findLast(({ version }) => version <= day) ?? versions[0];
}

/** The newest version that asks everyone again: an acceptance of it, or of a later one, still counts. */
export function countsSince(slug: string, now: Date, documents: Documents = LEGAL_DOCUMENTS): string {
  const current = currentVersion(slug, now, documents);
  const asking = documents[slug]?.versions.findLast(
    ({ version, asksAgain }) => asksAgain && version <= current.version,
  );
  return (asking ?? current).version;
}

/** One document in the version that is to be accepted, as forms send it: `api-terms@2026-11-30`. */
export interface DocumentVersion {
  readonly document: LegalSlug;
  readonly version: string;
}

/** What a form that asks for these documents sends back: which texts it showed. */
export function acceptedValue(documents: readonly LegalSlug[], now: Date): string {
  return documents.map((slug) => `${slug}@${currentVersion(slug, now).version}`).join(" ");
}

/** The texts that a form says it showed; null where that is not readable. */
export function readAccepted(value: string): DocumentVersion[] | null {
  const found: DocumentVersion[] = [];
  for (const part of value.split(" ").filter((text) => text !== "")) {
    const [document = "", version = ""] = part.split("@");
    if (!isLegalSlug(document) || !/^\d{4}-\d{2}-\d{2}$/.test(version)) return null;
    found.push({ document, version });
  }
  return found;
}

/** `api-terms@2026-11-30` → the page of that version. */
export function legalPath(slug: LegalSlug, version?: string): `/legal/${string}` {
  return version === undefined ? `/legal/${slug}` : `/legal/${slug}/${version}`;
}
