/**
 * Upper bounds, in milliseconds, of the buckets that durations are counted in; a last bucket holds the rest.
 * Each is √2 times the one before, so a percentile read from the counts is right to within ±20 %.
 */
export const LATENCY_BOUNDS_MS: readonly number[] = Array.from({ length: 32 }, (_, i) =>
  round(0.25 * 2 ** (i / 2)),
);

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/**
 * The duration that a share `p` (0–1) of the counted calls stayed under: interpolated within its bucket.
 * Null where nothing was counted.
 */
export function percentileMs(counts: readonly number[], p: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = p * total;
  let below = 0;
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const lower = bucket === 0 ? 0 : (LATENCY_BOUNDS_MS[bucket - 1] ?? 0);
      const upper = LATENCY_BOUNDS_MS[bucket] ?? lower * Math.SQRT2;
      return lower + (upper - lower) * ((rank - below) / count);
    }
    below += count;
  }
  return LATENCY_BOUNDS_MS.at(-1) ?? null;
}
