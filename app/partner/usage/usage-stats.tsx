import { formatValue } from "@/components/charts/format-value";
import { Stat } from "@/components/ui/stat";
import type { UsageSummary } from "@/lib/partners/usage/schemas";

/** The figures of the range, each with that of the stretch before. */
export function UsageStats({ summary, than }: { summary: UsageSummary; than: string }) {
  const { now, earlier, mode } = summary;
  const compared = (field: "calls" | "error_rate" | "p50_ms" | "p95_ms" | "cost_micro_usd" | "units") => ({
    now: now[field] ?? 0,
    before: earlier.calls === 0 ? null : earlier[field],
    than,
  });
  const told = (field: "p50_ms" | "p95_ms" | "p99_ms") => {
    const value = now[field];
    return value === null ? "–" : formatValue("milliseconds", value);
  };
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      <Stat label="Calls" value={formatValue("count", now.calls)} change={compared("calls")} />
      <Stat
        label="Error rate"
        value={now.error_rate === null ? "–" : formatValue("percent", now.error_rate)}
        change={{ ...compared("error_rate"), good: "down" }}
        note={`${formatValue("count", now.errors)} calls answered with 4xx or 5xx`}
      />
      <Stat
        label="p95 latency"
        value={told("p95_ms")}
        change={{ ...compared("p95_ms"), good: "down" }}
        note={`p50 ${told("p50_ms")}, p99 ${told("p99_ms")}`}
      />
      {mode === "live" ? (
        <Stat
          label="Cost"
          value={formatValue("micro_usd", now.cost_micro_usd)}
          change={compared("cost_micro_usd")}
          note={`${formatValue("count", now.billable_units)} pairs billed`}
        />
      ) : (
        <Stat
          label="Pairs scored"
          value={formatValue("count", now.units)}
          change={compared("units")}
          note="Test calls are free"
        />
      )}
    </div>
  );
}
