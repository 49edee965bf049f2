import { cx } from "class-variance-authority";

/** The place of something that is on its way, as large as that will be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("rounded-lg bg-line/70 motion-safe:animate-shimmer", className)} />;
}

/** Tells screen readers once that a region is on its way; skeletons themselves are silent. */
export function LoadingLabel({ children = "Loading…" }: { children?: string }) {
  return (
    <p role="status" className="sr-only">
      {children}
    </p>
  );
}

export function TableSkeleton({ rows = 5, label = "Loading…" }: { rows?: number; label?: string }) {
  return (
    <div className="rounded-2xl border border-line bg-card">
      <LoadingLabel>{label}</LoadingLabel>
      <div className="border-b border-line px-6 py-4">
        <Skeleton className="h-4 w-40" />
      </div>
      <div className="divide-y divide-line">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
          <div key={row} className="flex items-center gap-6 px-6 py-4">
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-4 w-1/4" />
            <Skeleton className="ml-auto h-4 w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
