"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/chart-skeleton";
import { NoFigures } from "@/components/charts/no-figures";
import { hasFigures, legendOf, type TimeChartProps } from "@/components/charts/series";
import { TimeTable } from "@/components/charts/time-table";

const LinePlot = dynamic(() => import("@/components/charts/line-plot"), {
  ssr: false,
  loading: PlotSkeleton,
});

/** One or more series over time. */
export function LineChart(props: TimeChartProps) {
  const { title, description, series, downloadHref, empty } = props;
  return (
    <ChartFrame
      title={title}
      description={description}
      legend={legendOf(series)}
      downloadHref={downloadHref}
      chart={<LinePlot {...props} />}
      table={<TimeTable {...props} />}
      {...(hasFigures(series) ? {} : { empty: <NoFigures>{empty}</NoFigures> })}
    />
  );
}
