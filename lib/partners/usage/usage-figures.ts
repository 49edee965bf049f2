import { percentileMs } from "@/lib/partners/usage/latency-histogram";
import type { UsageFigures } from "@/lib/partners/usage/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";

/** Sums as the database gives them; null where there were no rows. */
export interface Sums {
  calls: bigint | null;
  errors: bigint | null;
  units: bigint | null;
  billable_units: bigint | null;
  latency: readonly (number | null)[] | null;
}

export const NO_SUMS: Sums = { calls: 0n, errors: 0n, units: 0n, billable_units: 0n, latency: [] };

export function addSums(a: Sums, b: Sums): Sums {
  const [longer = [], shorter = []] =
    (a.latency?.length ?? 0) >= (b.latency?.length ?? 0)
      ? [a.latency ?? [], b.latency ?? []]
      : [b.latency ?? [], a.latency ?? []];
  return {
    calls: (a.calls ?? 0n) + (b.calls ?? 0n),
    errors: (a.errors ?? 0n) + (b.errors ?? 0n),
    units: (a.units ?? 0n) + (b.units ?? 0n),
    billable_units: (a.billable_units ?? 0n) + (b.billable_units ?? 0n),
    latency: longer.map((count, bucket) => (count ?? 0) + (shorter[bucket] ?? 0)),
  };
}

/** What people and programs are shown of sums. */
export function figuresOf(sums: Sums): UsageFigures {
  const counts = (sums.latency ?? []).map((count) => count ?? 0);
  const percentile = (p: number) => {
    const value = percentileMs(counts, p);
    return value === null ? null : Math.round(value * 100) / 100;
  };
  return {
    calls: Number(sums.calls ?? 0n),
    errors: Number(sums.errors ?? 0n),
    units: Number(sums.units ?? 0n),
    billable_units: Number(sums.billable_units ?? 0n),
    cost_micro_usd: Number(sums.billable_units ?? 0n) * UNIT_PRICE_MICRO_USD,
    p50_ms: percentile(0.5),
    p95_ms: percentile(0.95),
    p99_ms: percentile(0.99),
  };
}
