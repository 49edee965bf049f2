"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/chart-skeleton";
import { NoFigures } from "@/components/charts/no-figures";
import { hasFigures, legendOf, type TimeChartProps } from "@/components/charts/series";
import { TimeTable } from "@/components/charts/time-table";

const BarPlot = dynamic(() => import("@/components/charts/bar-plot"), { ssr: false, loading: PlotSkeleton });

/** What a whole is made of, over time; the first series lies at the bottom. */
export function StackedBarChart(props: TimeChartProps) {
  const { title, description, series, downloadHref, empty } = props;
  return (
    <ChartFrame
      title={title}
      description={description}
      legend={legendOf(series)}
      downloadHref={downloadHref}
      chart={<BarPlot {...props} />}
      table={<TimeTable {...props} />}
      {...(hasFigures(series) ? {} : { empty: <NoFigures>{empty}</NoFigures> })}
    />
  );
}
