import { epsilonWords } from "@/lib/research/insights/words";

interface SharePart {
  label: string;
  milli: number;
  /** Which colour: of the palette of charts, or the ground for what is left. */
  tone: "used" | "now" | "borrowed" | "report" | "others" | "left";
}

const TONES: Record<SharePart["tone"], string> = {
  used: "var(--chart-1)",
  now: "var(--chart-2)",
  borrowed: "var(--chart-3)",
  report: "var(--chart-4)",
  others: "var(--chart-5)",
  left: "var(--sunken)",
};

interface ShareBarProps {
  /** What it is the division of. */
  label: string;
  parts: readonly SharePart[];
}

/** How something in thousandths of epsilon is divided: a bar, and the parts with their figures below it. */
export function ShareBar({ label, parts }: ShareBarProps) {
  const whole = parts.reduce((sum, { milli }) => sum + milli, 0);
  const shown = parts.filter(({ milli }) => milli > 0);
  const words = parts.map((part) => `${part.label} ${epsilonWords(part.milli)}`).join(", ");
  return (
    <div className="space-y-2.5">
      <div
        role="img"
        aria-label={`${label}: ${words}`}
        className="flex h-3 w-full gap-px overflow-hidden rounded-full border border-line bg-sunken"
      >
        {shown.map(({ label: part, milli, tone }) => (
          <span
            key={part}
            style={{
              width: `${whole === 0 ? 0 : (milli / whole) * 100}%`,
              background: TONES[tone],
            }}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {parts.map(({ label: part, milli, tone }) => (
          <li key={part} className="flex items-center gap-1.5 tabular-nums">
            <span
              aria-hidden
              className="size-2.5 rounded-full border border-edge/50"
              style={{ background: TONES[tone] }}
            />
            {part} <span className="font-medium text-ink">{epsilonWords(milli)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
