/** Norms are shown once this many people have agreed to count. Specification section 7. */
export const MIN_NORM_PEOPLE = 200;

const STEPS = 100;

/** The quantiles of values from 0 % to 100 %, 101 of them (Hyndman and Fan 1996, type 7). Null without values. */
export function quantilesOf(values: readonly number[]): number[] | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const place = (step / STEPS) * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? 0;
    const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
    return low + (place - below) * (high - low);
  });
}

/** The share of people below a value plus half of those at it, in whole percent from 1 to 99. */
export function percentileOf(value: number, quantiles: readonly number[]): number {
  const below = quantiles.filter((quantile) => quantile < value - 1e-9).length;
  const at = quantiles.filter((quantile) => Math.abs(quantile - value) <= 1e-9).length;
  const share = (below + at / 2) / quantiles.length;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}
