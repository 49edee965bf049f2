import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { LoadingLabel, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-8">
      <LoadingLabel>Loading the cost of live calls…</LoadingLabel>
      <Skeleton className="h-9 w-64" />
      <div className="grid gap-4 sm:grid-cols-3">
        {["amount", "pairs", "price"].map((stat) => (
          <Skeleton key={stat} className="h-28 rounded-2xl" />
        ))}
      </div>
      <ChartSkeleton />
      <TableSkeleton rows={4} label="Loading days…" />
    </div>
  );
}
