import { BIN_WIDTH, MEASURES, type Measure } from "@/lib/research/insights/question";
import type { Result, ResultCell } from "@/lib/research/insights/schemas";
import { dimensionName, plainName } from "@/lib/research/insights/words";

/** One figure with where the true one lies, 19 times out of 20. */
export interface Figure {
  /** The values of the dimensions, in words. */
  readonly at: readonly string[];
  /** Null where it is hidden, which looks the same as empty. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  readonly shown: string;
}

/** An answer as charts, tables and words take it. */
export interface AnswerFigures {
  /** Counts have no upper end; estimates lie from 0 to 1. */
  readonly kind: "count" | "estimate" | "bins";
  readonly headers: readonly string[];
  readonly figures: readonly Figure[];
  /** Of a distribution: of each cell that is shown. */
  readonly bins: readonly { readonly at: readonly string[]; readonly figures: readonly Figure[] }[];
}

export const HIDDEN = "Hidden or empty";
/** Of a group that is shown: its noise says no more of the average than the whole scale does. */
export const UNCERTAIN = "Too uncertain";

const count = (value: number) => value.toLocaleString("en-US");
const share = (value: number) => value.toFixed(3).replace(/0$/, "");

function countFigure(at: readonly string[], counted: ResultCell["count"]): Figure {
  if (counted === null) return { at, value: null, low: 0, high: 0, shown: HIDDEN };
  const { value, error } = counted;
  // No count is below 0, whatever its noise.
  const low = Math.max(0, value - error);
  return { at, value, low, high: value + error, shown: `${count(value)} ±${count(error)}` };
}

function estimateFigure(at: readonly string[], { count: counted, estimate }: ResultCell): Figure {
  if (estimate === null) {
    // Of a group that is shown, too few for an average.
    const shown = counted === null ? HIDDEN : UNCERTAIN;
    return { at, value: null, low: 0, high: 0, shown };
  }
  const { value, low, high } = estimate;
  return { at, value, low, high, shown: `${share(value)} (${share(low)} to ${share(high)})` };
}

/** The lower and upper end of a bin: "0.55 to 0.60". */
function binName(bin: number): string {
  const edge = (at: number) => ((at * BIN_WIDTH) / 1_000).toFixed(2);
  return `${edge(bin)} to ${edge(bin + 1)}`;
}

/** Puts an answer into words and figures. Everything comes from what was released. */
export function answerFigures(measure: Measure, { cells }: Pick<Result, "cells">): AnswerFigures {
  const { statistic } = MEASURES[measure];
  const isDistribution = measure === "trait_distribution" || measure === "compatibility_distribution";
  const placed = cells.map((cell) => ({ cell, at: cell.at.map(({ value }) => plainName(value)) }));
  const headers = cells[0]?.at.map(({ dimension }) => dimensionName(dimension)) ?? [];
  if (isDistribution) {
    return {
      kind: "bins",
      headers,
      figures: placed.map(({ cell, at }) => countFigure(at, cell.count)),
      bins: placed.flatMap(({ cell, at }) =>
        cell.bins === null
          ? []
          : [{ at, figures: cell.bins.map((bin, place) => countFigure([binName(place)], bin)) }],
      ),
    };
  }
  const kind = statistic === "count" ? "count" : "estimate";
  const figures = placed.map(({ cell, at }) =>
    kind === "count" ? countFigure(at, cell.count) : estimateFigure(at, cell),
  );
  return { kind, headers, figures, bins: [] };
}
