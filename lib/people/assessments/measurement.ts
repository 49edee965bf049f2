import { GROUPS, TRAIT_COUNT, TRAITS, type TraitName } from "@/lib/scoring/model";

/**
 * How answers measure traits. A keyed answer is the trait plus normal noise. Specification section 1b gives the
 * reliability of two statements (.52) and what follows from it (the same person twice scores 0.51 under soulmate-1):
 * D² between two sheets of one person is 64 σ² = 1.714, so σ = .1637 for two statements and .2314 for one; with that
 * reliability the traits themselves spread by .170.
 */
export const STATEMENT_ERROR = 0.2314;
export const TRAIT_SPREAD = 0.17;
export const TRAIT_MEAN = 0.5;

/** Of a trait's variance, the part that its group's common factor explains: an assumption, until norms replace it. */
export const COMMON_SHARE = 0.4;

/** Traits that go against the others of their group. */
const AGAINST: ReadonlySet<TraitName> = new Set([
  "abandonment_sensitivity",
  "intuitive_decisions",
  "concreteness_preference",
  "stability",
  "tradition",
  "introversion_preference",
  "routine_preference",
]);

/** Each trait's direction on its group's factor: 1 or −1. */
export const DIRECTIONS: readonly number[] = TRAITS.map((trait) => (AGAINST.has(trait) ? -1 : 1));

const GROUP_OF = new Array<number>(TRAIT_COUNT).fill(0);
for (const [group, indices] of Object.values(GROUPS).entries()) {
  for (const index of indices) GROUP_OF[index] = group;
}

/** What is believed of two traits before anyone has answered: their covariance. */
export function priorCovariance(first: number, second: number): number {
  const variance = TRAIT_SPREAD ** 2;
  if (first === second) return variance;
  if (GROUP_OF[first] !== GROUP_OF[second]) return 0;
  return variance * COMMON_SHARE * (DIRECTIONS[first] ?? 1) * (DIRECTIONS[second] ?? 1);
}
