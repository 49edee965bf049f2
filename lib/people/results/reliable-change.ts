/** What two measurements of one trait say of change. */
export type Change = "rose" | "fell" | "within_noise";

/**
 * The Reliable Change Index (Jacobson and Truax 1991) at 99 %: with 32 traits side by side, a retake in which nothing
 * changed shows a change by chance in about one of three, instead of one or two in each.
 */
const CRITICAL = 2.576;

/**
 * Compares two measurements trait by trait: the difference against its standard error. Null where either is unknown.
 */
export function compareTraits(before: Measured, after: Measured): (Change | null)[] {
  return before.traits.map((earlier, index) => {
    const later = after.traits[index] ?? null;
    if (earlier === null || later === null) return null;
    const error = Math.hypot(before.standardErrors[index] ?? 0, after.standardErrors[index] ?? 0);
    if (Math.abs(later - earlier) <= CRITICAL * error) return "within_noise";
    return later > earlier ? "rose" : "fell";
  });
}

export interface Measured {
  readonly traits: readonly (number | null)[];
  readonly standardErrors: readonly (number | null)[];
}
