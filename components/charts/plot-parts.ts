import {
  formatAxisTime,
  formatTick,
  type TimeStep,
  type ValueFormat,
} from "@/components/charts/format-value";
import type { TimeChartProps } from "@/components/charts/series";

export const AXIS_STYLE = { fontSize: 12, fill: "var(--muted)" } as const;

/** The points as Recharts wants them: `s0`, `s1` … the series, `p0` … the period before. */
export function plotPoints({ times, series }: Pick<TimeChartProps, "times" | "series">) {
  return times.map((at, index) => ({
    at,
    ...Object.fromEntries(
      series.flatMap(({ values, previous }, place) => [
        [`s${place}`, values[index] ?? null],
        ...(previous === undefined ? [] : [[`p${place}`, previous[index] ?? null]]),
      ]),
    ),
  }));
}

/** At the right there is room for half the last label of the time axis. */
export const PLOT_MARGIN = { top: 8, right: 20, bottom: 0, left: 0 } as const;

/** The axis below: the times of the points, as many as have room. */
export function timeAxis(step: TimeStep) {
  return {
    dataKey: "at",
    tickFormatter: (at: string) => formatAxisTime(step, at),
    tick: AXIS_STYLE,
    tickLine: false,
    axisLine: { stroke: "var(--edge)" },
    minTickGap: 28,
  } as const;
}

/** The axis at the left, in round steps. */
export function valueAxis(format: ValueFormat) {
  return {
    width: "auto",
    tickFormatter: (value: number) => formatTick(format, value),
    tick: AXIS_STYLE,
    tickLine: false,
    axisLine: false,
    allowDecimals: format !== "count",
    niceTicks: "snap125",
  } as const;
}
