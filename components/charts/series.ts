import type { ReactNode } from "react";
import type { TimeStep, ValueFormat } from "@/components/charts/format-value";

/** One line or stack of a chart; a value for each of its times. */
export interface Series {
  name: string;
  /** null where there is no figure, which is not zero. */
  values: readonly (number | null)[];
  /** The period before, point for point; drawn dashed. */
  previous?: readonly (number | null)[];
  /** What the period before is called where that says more: "Last Friday". */
  previousName?: string;
  /** Which colour of the palette; left out, the series' own place. */
  color?: number;
}

/** Whether there is anything to draw. */
export function hasFigures(series: readonly Series[]): boolean {
  return series.some(({ values, previous = [] }) =>
    [...values, ...previous].some((value) => value !== null && value !== 0),
  );
}

export interface TimeChartProps {
  title: string;
  description?: ReactNode;
  /** RFC 3339; one for each value of every series. */
  times: readonly string[];
  step: TimeStep;
  series: readonly Series[];
  format: ValueFormat;
  /** A line across, such as a limit. */
  mark?: { value: number; label: string };
  /** Where the same figures are as CSV. */
  downloadHref?: string;
  /** What to say where there is nothing. */
  empty?: ReactNode;
}

/** An entry of a legend; its colour is a place in the palette. */
export interface LegendEntry {
  name: string;
  color: number;
  dashed?: boolean;
}

export function legendOf(series: readonly Series[]): LegendEntry[] {
  return series.flatMap((each, at) => {
    const color = each.color ?? at;
    const before = { name: beforeName(each, series), color, dashed: true };
    return [{ name: each.name, color }, ...(each.previous === undefined ? [] : [before])];
  });
}

/** What the dashed line of a series is called. */
export function beforeName({ name, previousName }: Series, series: readonly Series[]): string {
  if (previousName !== undefined) return previousName;
  return series.length === 1 ? "Period before" : `${name}, period before`;
}
