import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { LoadingLabel, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-6">
      <LoadingLabel>Loading usage…</LoadingLabel>
      <Skeleton className="h-9 w-40" />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {["calls", "errors", "latency", "cost"].map((stat) => (
          <Skeleton key={stat} className="h-32 rounded-2xl" />
        ))}
      </div>
      <ChartSkeleton />
      <ChartSkeleton />
      <TableSkeleton rows={4} label="Loading endpoints…" />
    </div>
  );
}
