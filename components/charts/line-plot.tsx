"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { PLOT_HEIGHT } from "@/components/charts/chart-skeleton";
import { seriesColor } from "@/components/charts/palette";
import { AXIS_STYLE, PLOT_MARGIN, plotPoints, timeAxis, valueAxis } from "@/components/charts/plot-parts";
import { PlotTooltip } from "@/components/charts/plot-tooltip";
import { beforeName, type TimeChartProps } from "@/components/charts/series";

/** A figure without neighbours has no line to be on: it is drawn as a dot, or it would not be seen. */
function standsAlone(values: readonly (number | null)[], index: number): boolean {
  return (
    (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null && values[index] != null
  );
}

/** Recharts is heavy: only `LineChart` loads this, after the page. Nothing in it moves. */
export default function LinePlot({ title, times, step, series, format, mark }: TimeChartProps) {
  return (
    <div className={`${PLOT_HEIGHT} overflow-hidden`}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={plotPoints({ times, series })} margin={PLOT_MARGIN} title={title} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...timeAxis(step)} />
          <YAxis
            {...valueAxis(format)}
            domain={[0, mark === undefined ? "auto" : (max: number) => Math.max(max, mark.value)]}
          />
          <Tooltip
            content={<PlotTooltip step={step} format={format} />}
            cursor={{ stroke: "var(--edge)", strokeDasharray: "3 3" }}
            isAnimationActive={false}
          />
          {mark !== undefined && (
            <ReferenceLine
              y={mark.value}
              stroke="var(--edge)"
              strokeDasharray="2 4"
              label={{ value: mark.label, position: "insideTopRight", ...AXIS_STYLE }}
            />
          )}
          {series.map((each, place) =>
            each.previous === undefined ? null : (
              <Line
                key={`${each.name}, before`}
                type="monotone"
                dataKey={`p${place}`}
                name={beforeName(each, series)}
                stroke={seriesColor(each.color ?? place)}
                strokeWidth={1.5}
                strokeDasharray="4 4"
                strokeOpacity={0.75}
                dot={false}
                isAnimationActive={false}
              />
            ),
          )}
          {series.map(({ name, values, color }, place) => (
            <Line
              key={name}
              type="monotone"
              dataKey={`s${place}`}
              name={name}
              stroke={seriesColor(color ?? place)}
              strokeWidth={2}
              dot={({ cx, cy, index, key }) =>
                standsAlone(values, index) ? (
                  <circle key={key} cx={cx} cy={cy} r={3} fill={seriesColor(color ?? place)} />
                ) : null
              }
              activeDot={{ r: 4, stroke: "var(--card)", strokeWidth: 2 }}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
