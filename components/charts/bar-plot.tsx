"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { PLOT_HEIGHT } from "@/components/charts/chart-skeleton";
import { seriesColor } from "@/components/charts/palette";
import { PLOT_MARGIN, plotPoints, timeAxis, valueAxis } from "@/components/charts/plot-parts";
import { PlotTooltip } from "@/components/charts/plot-tooltip";
import type { TimeChartProps } from "@/components/charts/series";

/** Only `StackedBarChart` loads this, after the page. A seam of the card's colour parts the stacks. */
export default function BarPlot({ title, times, step, series, format }: TimeChartProps) {
  return (
    <div className={`${PLOT_HEIGHT} overflow-hidden`}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={plotPoints({ times, series })}
          margin={PLOT_MARGIN}
          title={title}
          accessibilityLayer
          // What is taken away hangs below the line.
          stackOffset="sign"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...timeAxis(step)} />
          <YAxis {...valueAxis(format)} />
          <Tooltip
            content={<PlotTooltip step={step} format={format} />}
            cursor={{ fill: "var(--sunken)" }}
            isAnimationActive={false}
          />
          {series.map(({ name, color }, place) => (
            <Bar
              key={name}
              dataKey={`s${place}`}
              name={name}
              stackId="whole"
              fill={seriesColor(color ?? place)}
              stroke="var(--card)"
              strokeWidth={1}
              maxBarSize={36}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
