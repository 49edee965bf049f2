"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { ChartFrame, type LegendEntry } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/chart-skeleton";
import { ChartTable } from "@/components/charts/chart-table";
import {
  formatPointTime,
  formatValue,
  type TimeStep,
  type ValueFormat,
} from "@/components/charts/format-value";
import { NoFigures } from "@/components/charts/no-figures";
import { hasFigures, type Series } from "@/components/charts/series";

const LinePlot = dynamic(() => import("@/components/charts/line-plot"), {
  ssr: false,
  loading: PlotSkeleton,
});

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
  /** What to say where there is nothing. */
  empty?: ReactNode;
}

/** One or more series over time. */
export function LineChart(props: TimeChartProps) {
  const { title, description, series, empty } = props;
  return (
    <ChartFrame
      title={title}
      description={description}
      legend={legendOf(series)}
      chart={<LinePlot {...props} />}
      table={<TimeTable {...props} />}
      {...(hasFigures(series) ? {} : { empty: <NoFigures>{empty}</NoFigures> })}
    />
  );
}

export function legendOf(series: readonly Series[]): LegendEntry[] {
  return series.flatMap(({ name, previous, color }, at) => [
    { name, color: color ?? at },
    ...(previous === undefined ? [] : [{ name: beforeName(name, series), color: color ?? at, dashed: true }]),
  ]);
}

/** What the dashed line of a series is called. */
export function beforeName(name: string, series: readonly Series[]): string {
  return series.length === 1 ? "Period before" : `${name}, period before`;
}

export function TimeTable({ title, times, step, series, format }: TimeChartProps) {
  const columns = series.flatMap(({ name, values, previous }) => [
    { name, values },
    ...(previous === undefined ? [] : [{ name: beforeName(name, series), values: previous }]),
  ]);
  return (
    <ChartTable
      label={`${title}, as a table`}
      headers={["Time", ...columns.map(({ name }) => name)]}
      rows={times.map((at, index) => [
        formatPointTime(step, at),
        ...columns.map(({ values }) => {
          const value = values[index];
          return value === null || value === undefined ? "–" : formatValue(format, value);
        }),
      ])}
    />
  );
}
