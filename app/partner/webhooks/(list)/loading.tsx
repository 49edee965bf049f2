import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function LoadingWebhooks() {
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
      <TableSkeleton rows={3} label="Loading webhooks…" />
    </div>
  );
}
