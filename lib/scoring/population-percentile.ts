import { ScoringError } from "./scoring-error";

/** The pairs that a percentile is taken among. */
export interface PopulationReference {
  /** What the reference is called. */
  readonly name: string;
  /** How many people its pairs were drawn from. */
  readonly people: number;
  /** The day it was made, YYYY-MM-DD. */
  readonly date: string;
  /**
   * C_traits of its pairs at evenly spaced quantiles, ascending, from the least to the greatest; or all of them,
   * sorted. At least two.
   */
  readonly quantiles: readonly number[];
}

/**
 * What percentage of the reference's pairs are less close than this one, 0 to 100: by C_traits, because resonance and
 * feasibility belong to a pair and not to a population. Between two quantiles it is interpolated, and of equal
 * quantiles half count as less close. Throws ScoringError("invalid_option") for a reference of fewer than two
 * quantiles.
 */
export function populationPercentile(reference: PopulationReference, traitCompatibility: number): number {
  const { quantiles } = reference;
  if (quantiles.length < 2) {
    throw new ScoringError("invalid_option", "quantiles", "A reference needs at least two quantiles.");
  }
  const below = firstWhere(quantiles, (value) => value >= traitCompatibility);
  const notAbove = firstWhere(quantiles, (value) => value > traitCompatibility);
  const steps = quantiles.length - 1;
  if (notAbove === 0) return 0;
  if (below > steps) return 100;
  if (notAbove > below) return (100 * (below + notAbove - 1)) / 2 / steps;
  const from = quantiles[below - 1] as number;
  const to = quantiles[below] as number;
  return (100 * (below - 1 + (traitCompatibility - from) / (to - from))) / steps;
}

/** Index of the first number for which `holds`, by bisection; the length where there is none. */
function firstWhere(sorted: readonly number[], holds: (value: number) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}
