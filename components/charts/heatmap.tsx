import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTable } from "@/components/charts/chart-table";
import { formatValue, type ValueFormat } from "@/components/charts/format-value";
import { NoFigures } from "@/components/charts/no-figures";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const STEPS = [0, 18, 38, 60, 80, 100] as const;

interface HeatmapProps {
  title: string;
  description?: ReactNode;
  /** Seven rows from Monday, each with 24 hours from midnight UTC. */
  values: readonly (readonly number[])[];
  format: ValueFormat;
  /** Where the same figures are as CSV. */
  downloadHref?: string;
  empty?: ReactNode;
}

/** When it is busy: weekday by hour, the darker the more. */
export function Heatmap({ title, description, values, format, downloadHref, empty }: HeatmapProps) {
  const largest = Math.max(0, ...values.flat());
  const peak = busiest(values);
  return (
    <ChartFrame
      title={title}
      description={description}
      downloadHref={downloadHref}
      chart={<Cells title={title} values={values} largest={largest} format={format} />}
      table={
        <ChartTable
          label={`${title}, as a table`}
          headers={["Day", ...HOURS.map(hourName)]}
          rows={DAYS.map((day, row) => [
            day,
            ...HOURS.map((hour) => formatValue(format, values[row]?.[hour] ?? 0)),
          ])}
        />
      }
      {...(peak === null ? { empty: <NoFigures>{empty}</NoFigures> } : {})}
    />
  );
}

function Cells({
  title,
  values,
  largest,
  format,
}: {
  title: string;
  values: HeatmapProps["values"];
  largest: number;
  format: ValueFormat;
}) {
  const peak = busiest(values);
  const summary =
    peak === null
      ? title
      : `${title}: most on ${DAYS[peak.day]} at ${hourName(peak.hour)} UTC, ${formatValue(format, peak.value)}`;
  return (
    <div>
      <div role="img" aria-label={summary} className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-y-1">
        {DAYS.map((day, row) => (
          <div key={day} className="contents">
            <span className="self-center text-xs text-muted">{day.slice(0, 3)}</span>
            <div className="grid grid-cols-24 gap-px sm:gap-1">
              {HOURS.map((hour) => {
                const value = values[row]?.[hour] ?? 0;
                return (
                  <span
                    key={hour}
                    title={`${day} ${hourName(hour)} UTC: ${formatValue(format, value)}`}
                    className="h-6 rounded-[3px]"
                    style={{ background: shade(value, largest) }}
                  />
                );
              })}
            </div>
          </div>
        ))}
        <span />
        <div className="grid grid-cols-24 gap-px text-xs text-muted sm:gap-1">
          {HOURS.map((hour) => (
            <span key={hour} className="overflow-visible whitespace-nowrap">
              {hour % 6 === 0 ? hourName(hour).slice(0, 2) : ""}
            </span>
          ))}
        </div>
      </div>
      <p className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-muted">
        <span>Hours in UTC</span>
        <span className="flex items-center gap-1.5">
          0
          {STEPS.map((step) => (
            <span
              key={step}
              aria-hidden
              className="size-3 rounded-[3px]"
              style={{ background: shade(step, 100) }}
            />
          ))}
          {formatValue(format, largest)}
        </span>
      </p>
    </div>
  );
}

/** Plum on the card, by the share of the largest; nothing at all is the sunken ground. */
function shade(value: number, largest: number): string {
  if (value <= 0 || largest <= 0) return "var(--sunken)";
  const percent = Math.round(12 + 88 * (value / largest));
  return `color-mix(in oklab, var(--chart-1) ${percent}%, var(--card))`;
}

function hourName(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

function busiest(values: HeatmapProps["values"]) {
  let found: { day: number; hour: number; value: number } | null = null;
  for (const [day, row] of values.entries()) {
    for (const [hour, value] of row.entries()) {
      if (value > (found?.value ?? 0)) found = { day, hour, value };
    }
  }
  return found;
}
