import type { Context } from "@/lib/platform/context";

/** What a person may agree to, each by itself. Specification section 7. */
export const PURPOSES = ["matching", "events", "research", "partner_api", "coach", "norms"] as const;
/** Data that the law protects most, each with a consent of its own beside the purpose. */
export const SPECIAL_CONSENTS = ["intimacy", "seeks"] as const;

export const CONSENTS = [...PURPOSES, ...SPECIAL_CONSENTS] as const;
export type Purpose = (typeof PURPOSES)[number];
export type SpecialConsent = (typeof SPECIAL_CONSENTS)[number];
export type ConsentName = (typeof CONSENTS)[number];

/** Purposes in which people meet others are for adults only. Specification section 7. */
export const ADULTS_ONLY: ReadonlySet<ConsentName> = new Set<ConsentName>([
  "matching",
  "events",
  "intimacy",
  "seeks",
]);

/** Something that reads people for a purpose. Its domain's manifest names it, and a test then holds it to consent. */
export interface PurposeReader {
  /** `<domain>.<noun>`: `results.norms`. */
  readonly name: string;
  readonly purpose: Purpose;
  /** What it does with a person's data, in words for that person. */
  readonly does: string;
  /** The profiles that it would read now. The test grants and withdraws, and asks this. */
  people(ctx: Context): Promise<readonly string[]>;
  /** The job, without fields of its own, that computes again what was computed from people, after one has withdrawn. */
  readonly afterWithdrawal?: string;
}
