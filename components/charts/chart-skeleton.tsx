import { LoadingLabel, Skeleton } from "@/components/ui/skeleton";

/** As high as every plot, so that nothing moves when it comes. */
export const PLOT_HEIGHT = "h-60";

/** The place of a plot on its way. */
export function PlotSkeleton() {
  return (
    <>
      <LoadingLabel>Loading the chart…</LoadingLabel>
      <Skeleton className={PLOT_HEIGHT} />
    </>
  );
}

/** The place of a whole chart, frame and all: for loading.tsx. */
export function ChartSkeleton() {
  return (
    <div className="rounded-2xl border border-line bg-card p-5">
      <Skeleton className="mb-7 h-5 w-40" />
      <Skeleton className={PLOT_HEIGHT} />
    </div>
  );
}
