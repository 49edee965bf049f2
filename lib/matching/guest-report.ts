import { pairIndex } from "../scoring/score-all-pairs";
import type { AllowedPairs } from "./allowed-pairs";

/** How one guest fares, by the scores of the people met. */
export interface GuestFigures {
  /** Null where no one is met. */
  best: number | null;
  mean: number | null;
  worst: number | null;
  /** How many people are met. */
  met: number;
  /**
   * How much more the guest's own scores would sum to with the partners of the guest who is envied most, 0 where no one
   * is envied. People the guest may not meet count nothing.
   */
  envy: number;
  /** Who is envied most. */
  envies: number | null;
}

/**
 * The figures of every guest. `partners` are the people each one meets, over all rounds; `scores` are condensed as by
 * scoreAllPairs. O(guests * guests * partners).
 */
export function guestFigures(
  partners: readonly (readonly number[])[],
  scores: Float64Array,
  allowed: AllowedPairs,
): GuestFigures[] {
  const people = partners.length;
  const score = (i: number, j: number): number =>
    (i < j ? scores[pairIndex(people, i, j)] : scores[pairIndex(people, j, i)]) ?? Number.NaN;
  const worth = (i: number, met: readonly number[]): number => {
    let sum = 0;
    for (const j of met) if (j !== i && allowed.allows(i, j)) sum += score(i, j) || 0;
    return sum;
  };
  return partners.map((met, i) => {
    const own = worth(i, met);
    let envy = 0;
    let envies: number | null = null;
    for (const [other, others] of partners.entries()) {
      const more = other === i ? 0 : worth(i, others) - own;
      // Sums in another order differ in their last digits.
      if (more > envy + 1e-12) [envy, envies] = [more, other];
    }
    const values = met.map((j) => score(i, j)).filter((value) => !Number.isNaN(value));
    const none = values.length === 0;
    return {
      best: none ? null : Math.max(...values),
      mean: none ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
      worst: none ? null : Math.min(...values),
      met: met.length,
      envy,
      envies,
    };
  });
}

export interface PriceOfFairness {
  /** The share of the sum of all scores that the fair plan gives up: 0 where it gives up none. */
  price: number;
  /** What the guest who is worst off gains by it, as a sum of scores. */
  leastGains: number;
}

/**
 * What a plan for a fair objective costs, beside the plan for the total. Both are given by what each guest's scores sum
 * to; guests who can meet no one are to be left out.
 */
export function priceOfFairness(fair: Float64Array, total: Float64Array): PriceOfFairness {
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const least = (values: Float64Array) =>
    values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  if (total.length === 0 || sum(total) === 0) return { price: 0, leastGains: 0 };
  return { price: Math.max(0, 1 - sum(fair) / sum(total)), leastGains: least(fair) - least(total) };
}
