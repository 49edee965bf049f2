/** Colors of a card's picture, by the event. */
const TONES = ["bg-plum-soft", "bg-pine-soft", "bg-gold-soft", "bg-ember-soft"] as const;
const FILLS = ["fill-plum", "fill-pine", "fill-gold", "fill-ember"] as const;

/** A number from 0 to 255 out of an id, for each place. The end of an id is the part that is chance. */
const byteOf = (id: string, at: number) =>
  Number.parseInt(id.slice(-2 - 2 * at, -2 * at || undefined), 16) || 0;

interface LightsProps {
  id: string;
  /** For the top of a page, not of a card. */
  wide?: boolean;
  className?: string;
}

/** An event's own string of lanterns. For the eye only. */
export function Lights({ id, wide = false, className = "" }: LightsProps) {
  const tone = byteOf(id, 0) % TONES.length;
  const [width, count] = wide ? [1_000, 15] : [320, 6];
  const step = width / count;
  const lamps = Array.from({ length: count }, (_, at) => {
    const x = step / 2 + at * step;
    const hang = 14 + 28 * Math.sin((Math.PI * x) / width);
    return { x, hang, size: 7 + (byteOf(id, at % 6) % 7), fill: FILLS[(tone + at) % FILLS.length] };
  });
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} 92`}
      preserveAspectRatio="xMidYMid slice"
      className={`${TONES[tone]} ${className}`}
    >
      <path d={`M0 12Q${width / 2} 70 ${width} 12`} className="fill-none stroke-ink/30" strokeWidth="1.5" />
      {lamps.map(({ x, hang, size, fill }) => (
        <g key={x}>
          <path d={`M${x} ${hang - 2}v8`} className="stroke-ink/30" strokeWidth="1.5" />
          <circle cx={x} cy={hang + 6 + size} r={size * 1.6} className={fill} opacity="0.14" />
          <circle cx={x} cy={hang + 6 + size} r={size} className={fill} opacity="0.85" />
        </g>
      ))}
    </svg>
  );
}
