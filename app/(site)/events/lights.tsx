/** Colors of a card's picture, by the event. */
const TONES = ["bg-plum-soft", "bg-pine-soft", "bg-gold-soft", "bg-ember-soft"] as const;
const FILLS = ["fill-plum", "fill-pine", "fill-gold", "fill-ember"] as const;

/** A number from 0 to 255 out of an id, for each place. The end of an id is the part that is chance. */
const byteOf = (id: string, at: number) =>
  Number.parseInt(id.slice(-2 - 2 * at, -2 * at || undefined), 16) || 0;

/** An event's own string of lanterns. For the eye only. */
export function Lights({ id, className = "" }: { id: string; className?: string }) {
  const tone = byteOf(id, 0) % TONES.length;
  const lamps = Array.from({ length: 6 }, (_, at) => {
    const x = 22 + at * 55;
    const hang = 16 + 26 * Math.sin((Math.PI * (x + 18)) / 336);
    return { x, y: hang, size: 8 + (byteOf(id, at + 1) % 7), fill: FILLS[(tone + at) % FILLS.length] };
  });
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 320 84"
      preserveAspectRatio="xMidYMid slice"
      className={`${TONES[tone]} ${className}`}
    >
      <path d="M-10 14Q160 74 330 14" className="fill-none stroke-ink/30" strokeWidth="1.5" />
      {lamps.map(({ x, y, size, fill }) => (
        <g key={x}>
          <path d={`M${x} ${y - 2}v8`} className="stroke-ink/30" strokeWidth="1.5" />
          <circle cx={x} cy={y + 6 + size} r={size * 1.7} className={fill} opacity="0.14" />
          <circle cx={x} cy={y + 6 + size} r={size} className={fill} opacity="0.85" />
        </g>
      ))}
    </svg>
  );
}
