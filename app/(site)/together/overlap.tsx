const RADIUS = 70;
const EDGE = 2;
const WIDTH = 4 * RADIUS + 2 * EDGE;
const HEIGHT = 2 * (RADIUS + EDGE);

interface OverlapProps {
  /** How much of their width the two circles share, 0 to 1. */
  share: number;
  /** What stands where they overlap; nothing where they do not. */
  label?: string | undefined;
  className?: string;
}

/** The product's two circles: pine for the reader, ember for the friend, plum for what they share. For the eye only. */
export function Overlap({ share, label, className = "w-full max-w-72" }: OverlapProps) {
  const apart = 2 * RADIUS * (1 - Math.min(1, Math.max(0, share)));
  const middle = WIDTH / 2;
  const centre = HEIGHT / 2;
  const halfHeight = Math.sqrt(Math.max(0, RADIUS ** 2 - (apart / 2) ** 2));
  const arc = `A${RADIUS} ${RADIUS} 0 0 1 ${middle}`;
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={className}>
      <circle
        cx={middle - apart / 2}
        cy={centre}
        r={RADIUS}
        className="fill-pine-soft stroke-pine"
        strokeWidth="2"
      />
      <circle
        cx={middle + apart / 2}
        cy={centre}
        r={RADIUS}
        className="fill-ember-soft stroke-ember"
        strokeWidth="2"
      />
      {share > 0 && (
        <path
          d={`M${middle} ${centre - halfHeight} ${arc} ${centre + halfHeight} ${arc} ${centre - halfHeight}Z`}
          className="fill-plum"
        />
      )}
      {label !== undefined && share > 0 && (
        <text
          x={middle}
          y={centre}
          textAnchor="middle"
          dominantBaseline="central"
          // Wider than what a distant pair shares: there it stands on both circles.
          className={`text-2xl font-semibold tracking-tight tabular-nums ${share < 0.55 ? "fill-ink stroke-card" : "fill-on-plum"}`}
          strokeWidth={share < 0.55 ? 6 : 0}
          paintOrder="stroke"
          strokeLinejoin="round"
        >
          {label}
        </text>
      )}
    </svg>
  );
}
