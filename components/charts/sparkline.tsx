const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 2;

interface SparklineProps {
  values: readonly number[];
  /** What it shows, with its first and last figure: the figures beside it say the rest. */
  label: string;
}

/** The shape of a series beside its figure. No axis, no colours to tell apart. */
export function Sparkline({ values, label }: SparklineProps) {
  const largest = Math.max(...values, 1);
  const step = values.length > 1 ? (WIDTH - 2 * EDGE) / (values.length - 1) : 0;
  const points = values.map((value, at) => {
    const x = EDGE + at * step;
    const y = HEIGHT - EDGE - (value / largest) * (HEIGHT - 2 * EDGE);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const line = `M${points.join("L")}`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-9 w-full"
    >
      {points.length > 1 && (
        <>
          <path d={`${line}L${WIDTH - EDGE} ${HEIGHT}L${EDGE} ${HEIGHT}Z`} className="fill-plum-soft" />
          <path
            d={line}
            fill="none"
            stroke="var(--chart-1)"
            strokeWidth="2"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
