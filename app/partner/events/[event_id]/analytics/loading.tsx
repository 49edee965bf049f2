import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function LoadingAnalytics() {
  return (
    <div className="space-y-8">
      <Skeleton className="h-32 w-full" />
      <TableSkeleton rows={8} label="Loading figures…" />
    </div>
  );
}
