const RADIUS = 70;
const EDGE = 2;

/** Two circles that overlap by as much of their width as the score says, with the score where they do. */
export function ScoreFigure({ score }: { score: number }) {
  const apart = 2 * RADIUS * (1 - score);
  const halfHeight = Math.sqrt(RADIUS ** 2 - (apart / 2) ** 2);
  const middle = 2 * RADIUS + EDGE;
  const centre = RADIUS + EDGE;
  const arc = `A${RADIUS} ${RADIUS} 0 0 1 ${middle}`;
  const points = Math.round(score * 100);
  return (
    <svg
      role="img"
      aria-label={`Score: ${points} of 100`}
      viewBox={`0 0 ${2 * middle} ${2 * centre}`}
      className="mx-auto w-full max-w-72"
    >
      <circle
        cx={middle - apart / 2}
        cy={centre}
        r={RADIUS}
        className="fill-pine-soft stroke-pine"
        strokeWidth="1.5"
      />
      <circle
        cx={middle + apart / 2}
        cy={centre}
        r={RADIUS}
        className="fill-ember-soft stroke-ember"
        strokeWidth="1.5"
      />
      <path
        d={`M${middle} ${centre - halfHeight} ${arc} ${centre + halfHeight} ${arc} ${centre - halfHeight}Z`}
        className="fill-plum"
      />
      <text
        x={middle}
        y={centre}
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-on-plum text-[2.5rem] font-semibold tracking-tight tabular-nums"
      >
        {points}
      </text>
    </svg>
  );
}
