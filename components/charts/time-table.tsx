import { ChartTable } from "@/components/charts/chart-table";
import { formatPointTime, formatValue } from "@/components/charts/format-value";
import { beforeName, type TimeChartProps } from "@/components/charts/series";

/** The figures of a chart over time. */
export function TimeTable({ title, times, step, series, format }: TimeChartProps) {
  const columns = series.flatMap((each) => [
    { name: each.name, values: each.values },
    ...(each.previous === undefined ? [] : [{ name: beforeName(each, series), values: each.previous }]),
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
