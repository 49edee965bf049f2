import type { ScorecardContent } from "@/lib/events/scorecard/schemas";

interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const percent = (share: number | null) => (share === null ? "Unknown" : `${Math.round(100 * share)}%`);

export function rangeOf({ low, high }: Estimate): string {
  return low === null || high === null ? "" : `from ${percent(low)} to ${percent(high)}`;
}

const WIDTH = 600;
const HEIGHT = 260;
const LEFT = 46;
const BOTTOM = 36;
const TOP = 12;

/** A point with its range for each bin of scores, and the same as a table, which is what is read aloud. */
export function CalibrationChart({ bins, label }: { bins: ScorecardContent["bins"]; label: string }) {
  if (bins.length === 0) return <p className="text-muted">No score has ten pairs of whom both answered.</p>;
  const most = Math.max(0.1, ...bins.map(({ mutual }) => mutual.high ?? mutual.value ?? 0));
  const top = Math.ceil(most * 10) / 10;
  const y = (share: number) => TOP + (1 - share / top) * (HEIGHT - TOP - BOTTOM);
  const x = (at: number) => LEFT + ((at + 0.5) / bins.length) * (WIDTH - LEFT);
  const lines = [0, top / 2, top];
  return (
    <figure className="space-y-4">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden className="h-auto w-full text-muted">
        {lines.map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH} y1={y(share)} y2={y(share)} stroke="var(--line)" />
            <text x={LEFT - 8} y={y(share) + 5} textAnchor="end" fontSize="15" fill="currentColor">
              {percent(share)}
            </text>
          </g>
        ))}
        {bins.map(({ low, high, mutual }, at) => (
          <g key={low}>
            {mutual.low !== null && mutual.high !== null && (
              <line
                x1={x(at)}
                x2={x(at)}
                y1={y(mutual.low)}
                y2={y(mutual.high)}
                stroke="var(--plum)"
                strokeWidth="6"
                strokeLinecap="round"
                opacity="0.35"
              />
            )}
            <circle cx={x(at)} cy={y(mutual.value ?? 0)} r="8" fill="var(--plum)" />
            <text x={x(at)} y={HEIGHT - 10} textAnchor="middle" fontSize="15" fill="currentColor">
              {binName(low, high)}
            </text>
          </g>
        ))}
      </svg>
      <div className="overflow-hidden rounded-2xl border border-line bg-card">
        <table className="w-full text-left text-sm">
          <caption className="sr-only">{label}</caption>
          <thead className="border-b border-line text-muted">
            <tr>
              {["Score", "Pairs", "Both said yes", "Range"].map((name) => (
                <th key={name} scope="col" className="px-4 py-2.5 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line tabular-nums">
            {bins.map(({ low, high, pairs, mutual }) => (
              <tr key={low}>
                <th scope="row" className="px-4 py-2.5 font-medium whitespace-nowrap">
                  {binName(low, high)}
                </th>
                <td className="px-4 py-2.5">{pairs.toLocaleString("en-US")}</td>
                <td className="px-4 py-2.5">{percent(mutual.value)}</td>
                <td className="px-4 py-2.5">{rangeOf(mutual) || "Unknown"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function binName(low: number, high: number): string {
  if (low === 0) return `Under ${high}`;
  return high >= 100 ? `${low} and more` : `${low} to ${high}`;
}
