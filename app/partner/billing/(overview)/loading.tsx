import { LoadingLabel, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-10">
      <LoadingLabel>Loading billing…</LoadingLabel>
      <Skeleton className="h-9 w-40" />
      <div className="grid gap-6 xl:grid-cols-[3fr_2fr]">
        <Skeleton className="h-48 rounded-2xl" />
        <Skeleton className="h-48 rounded-2xl" />
      </div>
      <Skeleton className="h-40 rounded-2xl" />
      <TableSkeleton rows={4} label="Loading invoices…" />
    </div>
  );
}
