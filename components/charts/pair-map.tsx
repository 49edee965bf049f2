import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTable } from "@/components/charts/chart-table";
import { NoFigures } from "@/components/charts/no-figures";

interface PairMapProps {
  title: string;
  description?: ReactNode;
  names: readonly string[];
  /** By row and column, in the order of the names; null where there is no score. */
  scores: readonly (readonly (number | null)[])[];
  /** What an empty cell means. */
  emptyCell: string;
  empty?: ReactNode;
}

const STEPS = [0.25, 0.5, 0.75, 1] as const;

/** Who fits whom: a square of all people by all people, the darker the higher the score. */
export function PairMap({ title, description, names, scores, emptyCell, empty }: PairMapProps) {
  const known = scores.flat().filter((score) => score !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pairs = names
    .flatMap((name, i) =>
      names.slice(i + 1).map((other, k) => ({ name, other, score: scores[i]?.[i + 1 + k] ?? null })),
    )
    .filter(({ score }) => score !== null)
    .toSorted((one, next) => (next.score ?? 0) - (one.score ?? 0));
  const best = pairs[0];
  return (
    <ChartFrame
      title={title}
      description={description}
      chart={
        <div>
          <Cells
            label={
              best === undefined
                ? title
                : `${title}: ${names.length} people, ${pairs.length} pairs with a score from ${low.toFixed(2)} to ${high.toFixed(2)}. Best: ${best.name} and ${best.other}.`
            }
            names={names}
            scores={scores}
            low={low}
            high={high}
          />
          <p className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-muted">
            <span>{emptyCell}</span>
            <span className="flex items-center gap-1.5 tabular-nums">
              {low.toFixed(2)}
              <svg aria-hidden="true" viewBox="0 0 52 12" className="h-3 w-13">
                {STEPS.map((step, at) => (
                  <rect
                    key={step}
                    x={at * 13}
                    width="12"
                    height="12"
                    rx="3"
                    fill="var(--chart-1)"
                    fillOpacity={0.15 + 0.85 * step}
                  />
                ))}
              </svg>
              {high.toFixed(2)}
            </span>
          </p>
        </div>
      }
      table={
        <ChartTable
          label={`${title}, as a table`}
          headers={["Pair", "Score"]}
          rows={pairs.map(({ name, other, score }) => [`${name} and ${other}`, (score ?? 0).toFixed(3)])}
        />
      }
      {...(known.length === 0 ? { empty: <NoFigures>{empty}</NoFigures> } : {})}
    />
  );
}

interface CellsProps extends Pick<PairMapProps, "names" | "scores"> {
  label: string;
  low: number;
  high: number;
}

function Cells({ label, names, scores, low, high }: CellsProps) {
  const size = names.length;
  const opacity = (score: number) => (high === low ? 1 : 0.15 + (0.85 * (score - low)) / (high - low));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      className="mx-auto block aspect-square w-full max-w-xl rounded-lg bg-sunken"
    >
      {names.map((name, i) => (
        <g key={name}>
          {names.map((other, j) => {
            const score = scores[i]?.[j] ?? null;
            if (i === j)
              return (
                <rect
                  key={other}
                  x={j + 0.3}
                  y={i + 0.3}
                  width="0.4"
                  height="0.4"
                  rx="0.2"
                  fill="var(--edge)"
                />
              );
            if (score === null) return null;
            return (
              <rect
                key={other}
                x={j + 0.04}
                y={i + 0.04}
                width="0.92"
                height="0.92"
                rx="0.12"
                fill="var(--chart-1)"
                fillOpacity={opacity(score).toFixed(3)}
              >
                <title>{`${name} and ${other}: ${score.toFixed(3)}`}</title>
              </rect>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
