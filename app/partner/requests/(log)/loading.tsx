import { LoadingLabel, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-6">
      <LoadingLabel>Loading requests…</LoadingLabel>
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-40 rounded-2xl" />
      <TableSkeleton rows={12} label="Loading the log…" />
    </div>
  );
}
