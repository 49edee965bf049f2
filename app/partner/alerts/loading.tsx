import { LoadingLabel, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-10">
      <LoadingLabel>Loading alerts…</LoadingLabel>
      <Skeleton className="h-9 w-40" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-48 rounded-2xl" />
        <Skeleton className="h-48 rounded-2xl" />
      </div>
      <TableSkeleton rows={3} label="Loading the history…" />
    </div>
  );
}
