import { BarList } from "@/components/charts/bar-list";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { Heatmap } from "@/components/charts/heatmap";
import { LineChart } from "@/components/charts/line-chart";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { PageHeader } from "@/components/ui/page-header";

const DAYS = 30;
const FIRST_DAY = Date.UTC(2026, 1, 12);
const times = Array.from({ length: DAYS }, (_, day) => new Date(FIRST_DAY + day * 86_400_000).toISOString());
const wave = (base: number, swing: number, shift = 0) =>
  times.map((_, day) => Math.round(base + swing * Math.sin((day + shift) / 2.2) + day * (base / 60)));

const BUSY = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 24 }, (_, hour) =>
    Math.max(0, Math.round((day > 4 ? 60 : 30) * Math.exp(-((hour - (day > 4 ? 22 : 20)) ** 2) / 18))),
  ),
);

export default function ChartsPage() {
  return (
    <>
      <PageHeader title="Charts" description="Each with the table behind it." />
      <div className="grid gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <LineChart
          title="Calls"
          description="A day, with the 30 days before"
          times={times}
          step="day"
          format="count"
          series={[{ name: "Calls", values: wave(900, 240), previous: wave(700, 200, 2) }]}
          mark={{ value: 1_600, label: "Limit" }}
        />
        <StackedBarChart
          title="Replies"
          times={times}
          step="day"
          format="count"
          series={[
            { name: "2xx", values: wave(900, 240), color: 2 },
            { name: "4xx", values: wave(80, 30, 1), color: 1 },
            { name: "5xx", values: wave(20, 10, 3), color: 4 },
          ]}
        />
        <LineChart
          title="Latency"
          times={times}
          step="day"
          format="milliseconds"
          series={[
            { name: "p50", values: wave(9, 2) },
            { name: "p95", values: wave(40, 8, 2) },
            { name: "p99", values: wave(90, 20, 4) },
          ]}
        />
        <BarList
          title="Endpoints"
          labelHeader="Endpoint"
          valueHeader="Calls"
          format="count"
          items={[
            {
              label: "POST /v1/compatibility/calculate",
              value: 9_820,
              href: "/dev/components/charts",
              note: "79%",
            },
            { label: "POST /v1/compatibility/batch", value: 2_104, note: "17%" },
            { label: "GET /v1/usage", value: 484, note: "4%" },
          ]}
        />
        <Heatmap title="Busiest hours" values={BUSY} format="count" />
        <LineChart
          title="Spend"
          times={times}
          step="day"
          format="micro_usd"
          series={[{ name: "Spend", values: times.map(() => 0) }]}
          empty="Test calls cost nothing; live ones appear here."
        />
        <ChartSkeleton />
      </div>
    </>
  );
}
