import { ChartNoAxesCombined } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { hrefOf, readQuery, type SearchParams } from "@/app/admin/query";
import { count, inWords, share } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { BarList } from "@/components/charts/bar-list";
import { countryLabel } from "@/components/charts/country-label";
import { formatValue } from "@/components/charts/format-value";
import { LineChart } from "@/components/charts/line-chart";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RangePicker } from "@/components/ui/range-picker";
import { LoadingLabel, Skeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { getPlatformUsage, type PlatformUsage } from "@/lib/operations/admin/get-platform-usage";
import { PlatformUsageQuery } from "@/lib/operations/admin/schemas";
import type { AdminContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "Usage" };

const PATH = "/admin/usage";
const RANGES = [
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
  { value: "90d", label: "90 days" },
  { value: "365d", label: "1 year" },
] as const;
const LISTED_COUNTRIES = 12;

export default async function UsagePage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(PlatformUsageQuery, searchParams);
  return (
    <div className="space-y-6">
      <PageHeader
        title="Usage"
        description="The calls of all partners together, by UTC day."
        actions={
          <>
            <RangePicker
              label="Mode"
              parameter="mode"
              choices={[
                { value: "all", label: "All" },
                { value: "live", label: "Live" },
                { value: "test", label: "Test" },
              ]}
              current={query.mode}
              path={PATH}
              query={given}
            />
            <RangePicker choices={RANGES} current={query.range} path={PATH} query={given} />
          </>
        }
      />
      <Suspense key={JSON.stringify(query)} fallback={<Loading />}>
        <Usage ctx={ctx} query={query} />
      </Suspense>
    </div>
  );
}

function Loading() {
  return (
    <div className="space-y-6">
      <LoadingLabel>Loading usage…</LoadingLabel>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {["calls", "errors", "p95", "pairs"].map((name) => (
          <Skeleton key={name} className="h-32" />
        ))}
      </div>
      <Skeleton className="h-80" />
      <Skeleton className="h-80" />
    </div>
  );
}

async function Usage({ ctx, query }: { ctx: AdminContext; query: PlatformUsageQuery }) {
  const usage = await getPlatformUsage(ctx, query);
  const range = RANGES.find(({ value }) => value === query.range)?.label ?? "";
  if (usage.total.calls === 0 && usage.nobodysCalls === 0) {
    return (
      <EmptyState icon={<ChartNoAxesCombined />} title="No call in this time">
        Calls are counted within a minute or two. Choose a longer period, or another mode.
      </EmptyState>
    );
  }
  return (
    <div className="space-y-6">
      <Figures usage={usage} than={`the ${range} before`} />
      <Charts usage={usage} mode={query.mode} />
      <Lists usage={usage} />
      <p className="text-sm text-muted">
        {usage.summedTo !== null && (
          <>
            Counted to <Time at={usage.summedTo} format="absolute" />.{" "}
          </>
        )}
        {usage.nobodysCalls > 0 &&
          `${count(usage.nobodysCalls)} calls came without an accepted key and are in none of these figures.`}
      </p>
    </div>
  );
}

function Figures({ usage: { total, before }, than }: { usage: PlatformUsage; than: string }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Stat
        label="Calls"
        value={count(total.calls)}
        change={{ now: total.calls, before: before.calls, than, good: "up" }}
      />
      <Stat
        label="Errors"
        value={share(total.errors, total.calls)}
        note={`${count(total.errors)} calls; ${share(before.errors, before.calls)} in ${than}`}
      />
      <Stat
        label="Latency, p95"
        value={total.p95_ms === null ? "–" : `${total.p95_ms.toFixed(1)} ms`}
        note={
          total.p50_ms === null
            ? "No call"
            : `p50 ${total.p50_ms.toFixed(1)} ms, p99 ${total.p99_ms?.toFixed(1)} ms`
        }
      />
      <Stat
        label="Pairs scored"
        value={count(total.units)}
        note={`${count(total.billable_units)} billable, ${formatValue("micro_usd", total.cost_micro_usd)}`}
      />
    </div>
  );
}

function Charts({ usage: { days }, mode }: { usage: PlatformUsage; mode: PlatformUsageQuery["mode"] }) {
  const times = days.map(({ day }) => `${day}T00:00:00.000Z`);
  const live = { name: "Live", values: days.map((day) => day.live), color: 0 };
  const test = { name: "Test", values: days.map((day) => day.test), color: 1 };
  return (
    <>
      <StackedBarChart
        title="Calls by day"
        times={times}
        step="day"
        format="count"
        series={mode === "live" ? [live] : mode === "test" ? [test] : [live, test]}
      />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        <div id="errors" className="min-w-0 scroll-mt-20">
          <StackedBarChart
            title="Errors by day"
            description="Calls answered with 4xx or 5xx."
            times={times}
            step="day"
            format="count"
            series={[{ name: "Errors", values: days.map(({ errors }) => errors), color: 1 }]}
            empty="No call failed."
          />
        </div>
        <LineChart
          title="Latency by day"
          description="What 95 in 100 calls stay under."
          times={times}
          step="day"
          format="milliseconds"
          series={[{ name: "p95", values: days.map(({ p95Ms }) => p95Ms) }]}
          empty="No call."
        />
      </div>
    </>
  );
}

function Lists({ usage: { total, endpoints, tiers, partners, countries } }: { usage: PlatformUsage }) {
  const listed = countries.slice(0, LISTED_COUNTRIES);
  const rest = countries.slice(LISTED_COUNTRIES).reduce((sum, { calls }) => sum + calls, 0);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
      <BarList
        title="Top partners"
        labelHeader="Partner"
        valueHeader="Calls, errors"
        format="count"
        items={partners.map(({ id, companyName, calls, errors }) => ({
          id,
          label: companyName,
          value: calls,
          href: `/admin/partners/${id}`,
          note: share(errors, calls),
        }))}
        empty="No partner called."
      />
      <BarList
        title="By endpoint"
        labelHeader="Endpoint"
        valueHeader="Calls, errors, p95"
        format="count"
        items={endpoints.map(({ value, figures }) => ({
          label: value,
          value: figures.calls,
          note: `${share(figures.errors, figures.calls)}, ${figures.p95_ms?.toFixed(1) ?? "–"} ms`,
        }))}
        empty="No endpoint was called."
      />
      <BarList
        title="By tier"
        description="Of the tier that a partner has today."
        labelHeader="Tier"
        valueHeader="Calls, partners"
        format="count"
        items={tiers.map(({ tier, calls, partners: callers }) => ({
          label: inWords(tier),
          value: calls,
          href: hrefOf("/admin/partners", { tier, sort: "calls" }),
          note: count(callers),
        }))}
        empty="No partner called."
      />
      <BarList
        title="By country"
        description="Where calls came from."
        labelHeader="Country"
        valueHeader="Calls"
        format="count"
        items={[...listed, ...(rest > 0 ? [{ value: "All others", calls: rest }] : [])].map(
          ({ value, calls }) => ({
            label: countryLabel(value),
            value: calls,
            note: share(calls, total.calls),
          }),
        )}
        empty="No call."
      />
    </div>
  );
}
