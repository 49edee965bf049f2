import { LoadingLabel, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

/** What stands here while the editions are being read. */
export default function ResearchLoading() {
  return (
    <div className="space-y-8">
      <LoadingLabel />
      <div className="space-y-2">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {["one", "two", "three", "four"].map((place) => (
          <Skeleton key={place} className="h-32 rounded-2xl" />
        ))}
      </div>
      <TableSkeleton label="" />
    </div>
  );
}
