/** The youngest that may answer. Specification section 7. */
export const MINIMUM_AGE = 16;
/** Intimacy statements and meeting others are for adults. */
export const ADULT_AGE = 18;

/** Whether a birth year says that its person is under 18 all through this year. */
export function isMinor(birthYear: number | null, now: Date): boolean {
  return birthYear !== null && now.getUTCFullYear() - birthYear < ADULT_AGE;
}
