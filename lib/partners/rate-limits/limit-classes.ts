import type { Limits } from "@/lib/partners/rate-limits/limiter";

/**
 * What a call of the API counts against. Each class has counts of its own, so that one that is used up stops nothing of
 * another: whoever has no calls left can still see why, change a plan, and revoke a key.
 */
export const LIMIT_CLASSES = ["calls", "management", "revoke"] as const;
export type LimitClass = (typeof LIMIT_CLASSES)[number];

/** The least that a partner or person may do of keys, usage, limits and billing. */
export const MANAGEMENT_LIMITS: Limits = { perMinute: 120, perDay: 20_000 };

/** Ending a key must never wait behind anything; this only bounds a program that runs wild. */
export const REVOKE_LIMITS: Limits = { perMinute: 1_000, perDay: 100_000 };

/** Whom a call of this class is counted for, and how much they may; `own` are their limits for calls. */
export function classLimits(
  limitClass: LimitClass,
  holder: string,
  own: Limits,
): { subject: string; limits: Limits } {
  if (limitClass === "calls") return { subject: holder, limits: own };
  if (limitClass === "revoke") return { subject: `${holder}:revoke`, limits: REVOKE_LIMITS };
  const { perMinute, perDay } = MANAGEMENT_LIMITS;
  return {
    subject: `${holder}:management`,
    // A partner with large limits runs more programs that look after keys and usage.
    limits: { perMinute: Math.max(perMinute, own.perMinute), perDay: Math.max(perDay, own.perDay) },
  };
}

/** What a refusal calls the calls that were counted. */
export const CLASS_WORDS: Record<LimitClass, string> = {
  calls: "calls",
  management: "calls to keys, usage and billing",
  revoke: "calls that revoke",
};

/**
 * The paths, as endpoints declare them, whose calls take nothing of the calls' limits, as a regular expression of Postgres, for the sums that say
 * how full those were. A test holds it against the endpoints.
 */
export const NOT_COUNTED_AS_CALLS =
  "^/v1/((partners|email-verifications|usage|monetization|billing|me)([./]|$)|events$|events/[{]event_id[}](?!/schedule$))";
