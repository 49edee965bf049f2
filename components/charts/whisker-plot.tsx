export interface WhiskerPoint {
  label: string;
  /** Whether there is room for its label below. */
  labelled: boolean;
  /** Null where nothing may be shown. */
  value: number | null;
  low: number;
  high: number;
  /** The figure as it is read. */
  shown: string;
}

interface WhiskerPlotProps {
  /** What it shows, for screen readers. */
  label: string;
  points: readonly WhiskerPoint[];
  /** The end of the scale, which begins at 0, and its words. */
  to: number;
  toLabel: string;
  /** What the axis below is. */
  axis: string;
  /** What a gap means. */
  gap: string;
}

/** Bars side by side with their error bars. */
export function WhiskerPlot({ label, points, to, toLabel, axis, gap }: WhiskerPlotProps) {
  const share = (value: number) => `${to <= 0 ? 0 : (100 * Math.min(to, Math.max(0, value))) / to}%`;
  const words = points.flatMap((point) => (point.value === null ? [] : [`${point.label}: ${point.shown}`]));
  return (
    <figure>
      <div role="img" aria-label={`${label}. ${words.join(", ")}.`} className="flex gap-2">
        <div aria-hidden className="flex h-56 flex-col justify-between text-xs text-muted tabular-nums">
          <span>{toLabel}</span>
          <span className="text-right">0</span>
        </div>
        <div aria-hidden className="min-w-0 flex-1">
          <div className="flex h-56 items-end gap-px border-b border-edge sm:gap-1">
            {points.map((point) => (
              <span
                key={point.label}
                title={point.value === null ? `${point.label}: ${gap}` : `${point.label}: ${point.shown}`}
                className="relative h-full min-w-0 flex-1"
              >
                {point.value !== null && (
                  <>
                    <span
                      className="absolute inset-x-0 bottom-0 rounded-t bg-plum-soft"
                      style={{ height: share(point.value) }}
                    />
                    <span
                      className="absolute left-1/2 w-0.5 -translate-x-1/2 bg-chart-1"
                      style={{ bottom: share(point.low), top: `calc(100% - ${share(point.high)})` }}
                    />
                    <span
                      className="absolute left-1/2 size-1.5 -translate-x-1/2 translate-y-1/2 rounded-full bg-chart-1"
                      style={{ bottom: share(point.value) }}
                    />
                  </>
                )}
              </span>
            ))}
          </div>
          <div className="flex gap-px pt-1 text-xs text-muted tabular-nums sm:gap-1">
            {points.map((point) => (
              <span key={point.label} className="min-w-0 flex-1 overflow-visible whitespace-nowrap">
                {point.labelled ? point.label.split(" ")[0] : ""}
              </span>
            ))}
          </div>
        </div>
      </div>
      <figcaption className="mt-2 text-xs text-muted">
        {axis} A line is where the true figure lies, 19 times out of 20. A gap is {gap}.
      </figcaption>
    </figure>
  );
}
