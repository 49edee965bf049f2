import Link from "next/link";
import { formatEstimate, formatValue } from "@/components/charts/format-value";
import { Sparkline } from "@/components/charts/sparkline";
import { Stat } from "@/components/ui/stat";
import type { LimitHeadroom, MonthCost, UsageSeries, UsageSummary } from "@/lib/partners/usage/schemas";
import type { Mode } from "@/lib/platform/context";

interface FiguresProps {
  mode: Mode;
  now: Date;
  /** The last seven days, and those before. */
  week: UsageSummary;
  /** The running UTC month, and as much of the one before. */
  month: UsageSummary;
  /** The last 24 hours by hour. */
  day: UsageSeries;
  cost: MonthCost;
  headroom: LimitHeadroom;
}

const NEAR = 0.8;

/** The figures that say how it goes, each with what it was before or what it may be. */
export function Figures({ mode, now, week, month, day, cost, headroom }: FiguresProps) {
  const today = day.data.filter(({ time }) => time.slice(0, 10) === now.toISOString().slice(0, 10));
  const calls = day.data.map((hour) => hour.calls);
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3">
      <Stat
        label="Calls today"
        value={count(today.reduce((sum, hour) => sum + hour.calls, 0))}
        note={<Taken use={headroom.day} />}
      >
        <Sparkline
          values={calls}
          label={`Calls of the last 24 hours, hour by hour; ${count(Math.max(0, ...calls))} in the fullest`}
        />
      </Stat>
      <Stat
        label="Calls this month"
        value={count(month.now.calls)}
        change={{ now: month.now.calls, before: month.earlier.calls, than: "the same days of last month" }}
        note={`${count(month.now.units)} ${month.now.units === 1 ? "pair" : "pairs"} scored`}
      />
      <Stat
        label="Cost this month"
        value={formatValue("micro_usd", mode === "live" ? cost.so_far_micro_usd : 0)}
        note={mode === "live" ? <Outlook cost={cost} /> : "Test calls are never billed"}
      />
      <Stat
        label="Error rate, 7 days"
        value={week.now.error_rate === null ? "–" : formatValue("percent", week.now.error_rate)}
        {...(week.now.error_rate === null
          ? { note: "No calls in 7 days" }
          : {
              change: {
                now: week.now.error_rate,
                before: week.earlier.error_rate,
                than: "the 7 days before",
                good: "down" as const,
              },
            })}
      />
      <Stat
        label="p95 latency, 7 days"
        value={week.now.p95_ms === null ? "–" : formatValue("milliseconds", week.now.p95_ms)}
        {...(week.now.p95_ms === null
          ? { note: "No calls in 7 days" }
          : {
              change: {
                now: week.now.p95_ms,
                before: week.earlier.p95_ms,
                than: "the 7 days before",
                good: "down" as const,
              },
              note:
                week.now.p50_ms === null ? undefined : `p50 ${formatValue("milliseconds", week.now.p50_ms)}`,
            })}
      />
      <Stat
        label="Busiest minute, 24 h"
        value={headroom.minute.peak === null ? "0" : count(headroom.minute.peak.used)}
        note={
          <>
            of {count(headroom.minute.limit)} calls a minute.{" "}
            <Link prefetch={false} href="/docs/rate-limits" className="link">
              How limits count
            </Link>
          </>
        }
      />
    </section>
  );
}

/** What has been taken of a limit, as the limits themselves count. */
function Taken({ use }: { use: LimitHeadroom["day"] }) {
  if (use.used === null) return <>The limit cannot be read just now</>;
  return (
    <span className={use.used / use.limit >= NEAR ? "font-medium text-ember" : undefined}>
      {count(use.used)} of the {count(use.limit)} a day used
    </span>
  );
}

function Outlook({ cost }: { cost: MonthCost }) {
  return (
    <>
      {cost.forecast_micro_usd === null
        ? "A forecast comes after a week of live calls"
        : `About ${formatEstimate(cost.forecast_micro_usd)} by its end`}
      <br />
      {formatValue("micro_usd", cost.last_month_micro_usd)} last month
    </>
  );
}

const count = (value: number) => formatValue("count", value);
