import { INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import { TRAIT_COUNT, TRAITS } from "@/lib/scoring/model";

/**
 * The standard deviation of what is added to each trait before two people are compared. Who knows a reading exactly
 * still errs by more than 0.15 about the trait (docs/decisions/0058, attack.test.ts). Specification section 7.
 */
export const BLUR = 0.23;

/** Made here alone: nothing else passes for a reading. */
const blurred = Symbol("blurred");

/**
 * What is compared of a person: their traits with their blur on, and the errors of both together. Values may lie outside
 * [0, 1]. Nothing that another person sees is made of anything else.
 */
export interface Reading {
  readonly [blurred]: true;
  readonly values: readonly (number | null)[];
  readonly errors: readonly (number | null)[];
}

/**
 * Blurs a result's traits. `draws` are the person's own 32 draws from a standard normal distribution, always the same
 * ones: however often a person is compared, with the same or other people, the blur never averages out. `blur` is its
 * strength, which only the test of attacks changes.
 */
export function readTraits(
  { traits, standardErrors }: Measured,
  draws: readonly number[],
  { intimacy, blur = BLUR }: { intimacy: boolean; blur?: number },
): Reading {
  if (draws.length !== TRAIT_COUNT) throw new Error("A blur has a draw for each trait.");
  const known = traits.map((trait, index) => {
    const name = TRAITS[index];
    return name === undefined || (!intimacy && INTIMACY_TRAITS.has(name)) ? null : trait;
  });
  return {
    [blurred]: true,
    values: known.map((trait, index) => (trait === null ? null : trait + blur * (draws[index] ?? 0))),
    errors: known.map((trait, index) =>
      trait === null ? null : Math.hypot(standardErrors[index] ?? 0, blur),
    ),
  };
}

interface Measured {
  readonly traits: readonly (number | null)[];
  readonly standardErrors: readonly (number | null)[];
}
