import { LoadingLabel, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="max-w-3xl space-y-6">
      <LoadingLabel>Loading the request…</LoadingLabel>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-9 w-72" />
      <Skeleton className="h-96 rounded-2xl" />
    </div>
  );
}
