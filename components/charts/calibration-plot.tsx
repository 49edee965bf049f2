import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTable } from "@/components/charts/chart-table";
import { NoFigures } from "@/components/charts/no-figures";

/** Pairs of about the same score, and how many of them said yes to each other. */
interface Bin {
  from: number;
  to: number;
  predicted: number;
  pairs: number;
  /** Null where too few answered. */
  observed: number | null;
  range: readonly [number, number] | null;
}

interface CalibrationPlotProps {
  title: string;
  description?: ReactNode;
  bins: readonly Bin[];
  empty: ReactNode;
}

const SIZE = { width: 320, height: 220, left: 34, bottom: 26, top: 8, right: 8 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** Predicted score across, share of mutual yes up, with the range in which the true share lies. */
export function CalibrationPlot({ title, description, bins, empty }: CalibrationPlotProps) {
  const known = bins.filter(({ observed }) => observed !== null);
  return (
    <ChartFrame
      title={title}
      description={description}
      chart={<Plot title={title} bins={bins} />}
      table={
        <ChartTable
          label={`${title}, as a table`}
          headers={["Predicted score", "Mean", "Pairs", "Mutual yes", "95% range"]}
          rows={bins.map(({ from, to, predicted, pairs, observed, range }) => [
            `${from.toFixed(2)} to ${to.toFixed(2)}`,
            predicted.toFixed(2),
            String(pairs),
            observed === null ? "Not enough answers yet" : percent(observed),
            range === null ? "—" : `${percent(range[0])} to ${percent(range[1])}`,
          ])}
        />
      }
      {...(known.length === 0 ? { empty: <NoFigures>{empty}</NoFigures> } : {})}
    />
  );
}

function Plot({ title, bins }: { title: string; bins: readonly Bin[] }) {
  const { width, height, left, bottom, top, right } = SIZE;
  const lowest = Math.floor(Math.min(...bins.map(({ predicted }) => predicted)) * 20) / 20;
  const highest = Math.max(
    lowest + 0.05,
    Math.ceil(Math.max(...bins.map(({ predicted }) => predicted)) * 20) / 20,
  );
  const x = (score: number) => left + ((width - left - right) * (score - lowest)) / (highest - lowest);
  const y = (share: number) => top + (height - top - bottom) * (1 - share);
  const words = bins
    .filter(({ observed }) => observed !== null)
    .map(({ predicted, observed }) => `${predicted.toFixed(2)}: ${percent(observed ?? 0)}`)
    .join(", ");
  return (
    <div>
      <svg
        role="img"
        aria-label={`${title}: share of mutual yes by predicted score. ${words}.`}
        viewBox={`0 0 ${width} ${height}`}
        className="mx-auto block h-auto w-full max-w-md"
      >
        {TICKS.map((tick) => (
          <g key={tick}>
            <line
              x1={left}
              x2={width - right}
              y1={y(tick)}
              y2={y(tick)}
              stroke="var(--line)"
              strokeWidth="1"
            />
            <text x={left - 6} y={y(tick) + 3.5} textAnchor="end" fontSize="10" fill="var(--muted)">
              {percent(tick)}
            </text>
          </g>
        ))}
        {[lowest, highest].map((score, at) => (
          <text
            key={score}
            x={x(score)}
            y={height - 8}
            textAnchor={at === 0 ? "start" : "end"}
            fontSize="10"
            fill="var(--muted)"
          >
            {score.toFixed(2)}
          </text>
        ))}
        {bins.map(({ predicted, observed, range, pairs }) =>
          observed === null || range === null ? null : (
            <g key={predicted}>
              <line
                x1={x(predicted)}
                x2={x(predicted)}
                y1={y(range[0])}
                y2={y(range[1])}
                stroke="var(--chart-1)"
                strokeWidth="2"
                strokeLinecap="round"
              />
              <circle cx={x(predicted)} cy={y(observed)} r="5" fill="var(--chart-1)">
                <title>{`${percent(observed)} of ${pairs} pairs with a score of about ${predicted.toFixed(2)}`}</title>
              </circle>
            </g>
          ),
        )}
      </svg>
      <p className="mt-2 text-center text-xs text-muted">
        Predicted score across, mutual yes up. A line is where the true share lies, nineteen times out of
        twenty.
      </p>
    </div>
  );
}
