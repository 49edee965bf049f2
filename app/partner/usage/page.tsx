import { Activity } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { portalMode } from "@/app/partner/mode";
import { LogCall } from "@/app/partner/requests/log-call";
import {
  type AskedUsage,
  readAskedUsage,
  type SearchParams,
  writeAskedUsage,
} from "@/app/partner/usage/asked-usage";
import { BreakdownTable } from "@/app/partner/usage/breakdown-table";
import { CustomRange } from "@/app/partner/usage/custom-range";
import { LimitHeadroom } from "@/app/partner/usage/limit-headroom";
import { MonthCost } from "@/app/partner/usage/month-cost";
import { UsageStats } from "@/app/partner/usage/usage-stats";
import { visit } from "@/app/request-context";
import { requirePartner } from "@/app/session";
import { BarList } from "@/components/charts/bar-list";
import { countryLabel } from "@/components/charts/country-label";
import { formatValue } from "@/components/charts/format-value";
import { Heatmap } from "@/components/charts/heatmap";
import { LineChart } from "@/components/charts/line-chart";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { TestDataNotice } from "@/components/portal/mode-switch";
import { PageHeader } from "@/components/ui/page-header";
import { RangePicker } from "@/components/ui/range-picker";
import { shortDate, shortTime } from "@/components/ui/relative-time";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { getLimitHeadroom } from "@/lib/partners/usage/get-limit-headroom";
import { getMonthCost } from "@/lib/partners/usage/get-month-cost";
import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import { getUsageHeatmap } from "@/lib/partners/usage/get-usage-heatmap";
import { getUsageSeries } from "@/lib/partners/usage/get-usage-series";
import { getUsageSummary } from "@/lib/partners/usage/get-usage-summary";
import type { CsvReport, UsageBreakdown, UsageSeries } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Usage" };

const PATH = "/partner/usage";
const RANGES = [
  { value: "24h", label: "24 hours", than: "the 24 hours before" },
  { value: "7d", label: "7 days", than: "the 7 days before" },
  { value: "30d", label: "30 days", than: "the 30 days before" },
  { value: "90d", label: "90 days", than: "the 90 days before" },
  { value: "month", label: "This month", than: "last month by then" },
  { value: "custom", label: "Custom", than: "as many days before" },
];
const MOST_COUNTRIES = 12;

export default async function UsagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await requirePartner();
  const query = await searchParams;
  const asked = readAskedUsage(query, await portalMode());
  const usage = await readUsage({ ...ctx, mode: asked.mode }, asked);
  const days = asked.range.range === "custom" ? { from: textOf(query.from), to: textOf(query.to) } : {};
  return (
    <div className="space-y-6">
      <PageHeader
        title="Usage"
        description={
          usage instanceof Invalid ? (
            "What your calls come to."
          ) : (
            <>{describeSpan(usage.summary)}. Counted to the last call; all times are UTC.</>
          )
        }
        actions={<RangePicker choices={RANGES} current={asked.range.range} path={PATH} />}
      />
      <TestDataNotice mode={asked.mode} />
      {asked.range.range === "custom" && (
        <CustomRange
          key={`${days.from} ${days.to}`}
          {...days}
          errors={usage instanceof Invalid && Object.values(query).length > 2 ? usage.errors : []}
        />
      )}
      {!(usage instanceof Invalid) && <Figures asked={asked} usage={usage} />}
    </div>
  );
}

type Usage = Exclude<Awaited<ReturnType<typeof readUsage>>, Invalid>;

/** Everything the page shows; the reason where its range cannot be shown. */
async function readUsage(ctx: PartnerContext, { range }: AskedUsage) {
  const { services } = await visit();
  try {
    const by = (dimension: "endpoint" | "key" | "cause" | "country") =>
      getUsageBreakdown(ctx, { ...range, by: dimension });
    const [summary, series, endpoints, keys, causes, countries, heatmap, headroom, cost] = await Promise.all([
      getUsageSummary(ctx, range),
      getUsageSeries(ctx, range),
      by("endpoint"),
      by("key"),
      by("cause"),
      by("country"),
      getUsageHeatmap(ctx, range),
      getLimitHeadroom(ctx, range, services.limiter),
      getMonthCost(ctx),
    ]);
    return { summary, series, endpoints, keys, causes, countries, heatmap, headroom, cost };
  } catch (error) {
    if (error instanceof Invalid) return error;
    throw error;
  }
}

function Figures({ asked, usage }: { asked: AskedUsage; usage: Usage }) {
  const { summary, series, endpoints, keys, causes, countries, heatmap, headroom, cost } = usage;
  const than = RANGES.find(({ value }) => value === asked.range.range)?.than ?? "";
  const csv = (report: CsvReport) =>
    `${PATH}/export?${new URLSearchParams({ report, ...writeAskedUsage(asked) })}`;
  const log = (filters: Record<string, string>) =>
    `/partner/requests?${new URLSearchParams({ mode: asked.mode, ...filters })}`;
  const stats = <UsageStats summary={summary} than={than} />;
  const limits = (
    <div className="grid gap-6 xl:grid-cols-2">
      <LimitHeadroom headroom={headroom} />
      <MonthCost cost={cost} details />
    </div>
  );
  if (summary.now.calls === 0) {
    return (
      <>
        {summary.earlier.calls > 0 && stats}
        <LogCall icon={<Activity />} title={`No ${asked.mode} calls in this period`} mode={asked.mode} />
        {limits}
      </>
    );
  }
  const point = (read: (row: UsageSeries["data"][number]) => number | null) => series.data.map(read);
  const times = series.data.map(({ time }) => time);
  return (
    <>
      {stats}
      <StackedBarChart
        title="Calls"
        description={`By ${series.by}.`}
        times={times}
        step={series.by}
        format="count"
        downloadHref={csv("series")}
        series={[
          { name: "Succeeded", values: point(({ calls, errors }) => calls - errors), color: 2 },
          { name: "Failed", values: point(({ errors }) => errors), color: 4 },
        ]}
      />
      <div className="grid gap-6 xl:grid-cols-2">
        <LineChart
          title="Latency"
          description="From arrival to reply, right to within a fifth."
          times={times}
          step={series.by}
          format="milliseconds"
          downloadHref={csv("series")}
          series={[
            { name: "p50", values: point(({ p50_ms }) => p50_ms) },
            { name: "p95", values: point(({ p95_ms }) => p95_ms) },
            { name: "p99", values: point(({ p99_ms }) => p99_ms) },
          ]}
        />
        <BarList
          title="Errors by cause"
          description="What calls that failed were refused for."
          labelHeader="Cause"
          valueHeader="Calls"
          format="count"
          downloadHref={csv("cause")}
          empty="No call failed."
          items={causes.data.map(({ value, calls, share }) => ({
            label: causeName(value),
            value: calls,
            note: formatValue("percent", Math.round(share * 1_000) / 1_000),
            href: log({ error_code: value }),
          }))}
        />
      </div>
      <BreakdownTable
        title="By endpoint"
        description="Each leads to its calls."
        header="Endpoint"
        rows={endpoints.data}
        hrefOf={({ value }) => {
          const [method = "", endpoint = ""] = value.split(" ", 2);
          return log({ method, endpoint });
        }}
        downloadHref={csv("endpoint")}
        withCost={asked.mode === "live"}
      />
      <BreakdownTable
        title="By key"
        description="Revoked and rotated keys too."
        header="Key"
        rows={keys.data}
        hrefOf={({ value }) => log({ key: value })}
        downloadHref={csv("key")}
        withCost={asked.mode === "live"}
      />
      {limits}
      <div className="grid gap-6 xl:grid-cols-2">
        <Heatmap
          title="Busiest hours"
          description="Calls by weekday and hour."
          values={weekOf(heatmap.cells)}
          format="count"
          downloadHref={csv("heatmap")}
        />
        <BarList
          title="Countries"
          description="Where calls came from."
          labelHeader="Country"
          valueHeader="Calls"
          format="count"
          downloadHref={csv("country")}
          items={topCountries(countries)}
        />
      </div>
      <p className="text-sm text-muted">
        Single calls stand in the{" "}
        <Link prefetch={false} href={log({})} className="underline">
          request log
        </Link>{" "}
        for 90 days; these figures are kept for good.
      </p>
    </>
  );
}

function describeSpan({ from, to }: { from: string; to: string }): string {
  const [start, end] = [new Date(from), new Date(Date.parse(to) - 1)];
  const hours = Date.parse(to) - Date.parse(from) <= 86_400_000 && start.getUTCDate() !== end.getUTCDate();
  const tell = (at: Date) => `${shortDate(at)} ${at.getUTCFullYear()}${hours ? `, ${shortTime(at)}` : ""}`;
  return shortDate(start) === shortDate(end) ? tell(start) : `${tell(start)} to ${tell(end)}`;
}

/** Their codes, as the log and the replies name them, with what they say. */
function causeName(code: string): string {
  const problem = PROBLEM_CODES.find((known) => known.code === code);
  return problem === undefined ? code : `${problem.status} ${code}`;
}

function weekOf(cells: readonly { weekday: number; calls: number }[]): number[][] {
  return [1, 2, 3, 4, 5, 6, 7].map((day) =>
    cells.filter(({ weekday }) => weekday === day).map(({ calls }) => calls),
  );
}

function topCountries({ data, total }: UsageBreakdown) {
  const share = (calls: number) => formatValue("percent", Math.round((calls / total.calls) * 1_000) / 1_000);
  const items = data.slice(0, MOST_COUNTRIES).map(({ value, calls }) => ({
    label: countryLabel(value),
    value: calls,
    note: share(calls),
  }));
  const rest = data.slice(MOST_COUNTRIES).reduce((sum, { calls }) => sum + calls, 0);
  if (rest > 0) items.push({ label: "All others", value: rest, note: share(rest) });
  return items;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
