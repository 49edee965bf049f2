import { filterWords } from "@/lib/research/exports/answer-words";
import type { Answered } from "@/lib/research/exports/describe-data";
import { BIN_WIDTH, BINS } from "@/lib/research/insights/question";
import type { ResultCell } from "@/lib/research/insights/schemas";
import { dimensionName, plainName, questionWords, unitOf } from "@/lib/research/insights/words";

/** A figure as a chart draws it and a table reads it. */
export interface DrawnRow {
  readonly label: string;
  /** Null where it is hidden or empty. */
  readonly bar: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** "1,230 ±40", or "Not shown". */
  readonly text: string;
}

/** An answer as pages and documents draw it: groups of rows on one scale. */
export interface DrawnAnswer {
  readonly title: string;
  readonly filters: string | null;
  readonly unit: "people" | "pairs";
  /** What the rows' names are: "Region". */
  readonly rowHeader: string;
  readonly valueHeader: string;
  /** The end of the scale. */
  readonly most: number;
  readonly groups: readonly { readonly label: string | null; readonly rows: readonly DrawnRow[] }[];
}

export const NOT_SHOWN = "Not shown";

/** How an answer is drawn. It is made of what is shown alone. */
export function drawAnswer(answered: Answered): DrawnAnswer {
  const { measure, dimensions, result } = answered;
  const { cells } = result;
  const isEstimate = /_(?:average|median)$/.test(measure);
  const isDistribution = measure.endsWith("_distribution");
  const unit = unitOf(measure);
  const own = isDistribution ? [] : dimensions.slice(-1);
  const grouped = new Map<string, DrawnRow[]>();
  for (const cell of cells) {
    const labels = cell.at.map(({ value }) => plainName(value));
    const group = labels.slice(0, labels.length - own.length).join(", ");
    const rows = grouped.get(group) ?? [];
    if (isDistribution) rows.push(...binRows(cell));
    else
      rows.push({ label: labels.at(-1) ?? "All", ...(isEstimate ? estimateOf(cell) : countOf(cell.count)) });
    grouped.set(group, rows);
  }
  const groups = [...grouped].map(([label, rows]) => ({ label: label === "" ? null : label, rows }));
  const most = isEstimate
    ? 1
    : Math.max(1, ...groups.flatMap(({ rows }) => rows.map(({ bar }) => bar?.high ?? 0)));
  return {
    title: questionWords(answered),
    filters: filterWords(answered.filters),
    unit,
    rowHeader: isDistribution ? "From 0 to 1" : own[0] === undefined ? "Everyone" : dimensionName(own[0]),
    valueHeader: isEstimate ? "From 0 to 1" : `Number of ${unit}`,
    most,
    groups,
  };
}

const shown = (value: number) => value.toLocaleString("en-US");

function countOf(count: ResultCell["count"]): Omit<DrawnRow, "label"> {
  if (count === null) return { bar: null, text: NOT_SHOWN };
  const { value, error } = count;
  return {
    bar: { value, low: Math.max(0, value - error), high: value + error },
    text: `${shown(value)} ±${shown(error)}`,
  };
}

function estimateOf({ estimate }: ResultCell): Omit<DrawnRow, "label"> {
  if (estimate === null) return { bar: null, text: NOT_SHOWN };
  const { value, low, high } = estimate;
  return { bar: { value, low, high }, text: `${value} (${low} to ${high})` };
}

function binRows({ bins }: ResultCell): DrawnRow[] {
  return Array.from({ length: BINS }, (_, bin) => ({
    label: `${((bin * BIN_WIDTH) / 1_000).toFixed(2)} to ${(((bin + 1) * BIN_WIDTH) / 1_000).toFixed(2)}`,
    ...countOf(bins?.[bin] ?? null),
  }));
}
