import { Banknote } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { hrefOf, readQuery, type SearchParams } from "@/app/admin/query";
import { count, inWords, share } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { formatValue } from "@/components/charts/format-value";
import { LineChart } from "@/components/charts/line-chart";
import type { Series } from "@/components/charts/series";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { RangePicker } from "@/components/ui/range-picker";
import { monthOfYear } from "@/components/ui/relative-time";
import { LoadingLabel, Skeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import {
  getRevenue,
  type PartnerRevenue,
  type Revenue,
  type RevenueMonth,
} from "@/lib/operations/admin/get-revenue";
import { type REVENUE_REPORTS, RevenueQuery } from "@/lib/operations/admin/schemas";
import type { AdminContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "Revenue" };

const PATH = "/admin/revenue";
const RANGES = [
  { value: "6m", label: "6 months" },
  { value: "12m", label: "12 months" },
  { value: "24m", label: "2 years" },
  { value: "36m", label: "3 years" },
] as const;
const LISTED_PARTNERS = 50;
const MICRO_PER_CENT = 10_000;

const dollars = (minor: number) => formatValue("micro_usd", minor * MICRO_PER_CENT);
const rate = (value: number | null) => (value === null ? "–" : formatValue("percent", value));

export default async function RevenuePage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(RevenueQuery, searchParams);
  return (
    <div className="space-y-8">
      <PageHeader
        title="Revenue"
        description="What recurs, what was earned and what is deferred, in US dollars, by UTC month."
        actions={<RangePicker choices={RANGES} current={query.range} path={PATH} query={given} />}
      />
      <Suspense key={query.range} fallback={<Loading />}>
        <Figures ctx={ctx} query={query} />
      </Suspense>
    </div>
  );
}

function Loading() {
  return (
    <div className="space-y-6">
      <LoadingLabel>Loading revenue…</LoadingLabel>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {["mrr", "arr", "partners", "retention", "logos", "churn"].map((name) => (
          <Skeleton key={name} className="h-44 rounded-2xl" />
        ))}
      </div>
      <Skeleton className="h-80 rounded-2xl" />
      <Skeleton className="h-80 rounded-2xl" />
    </div>
  );
}

async function Figures({ ctx, query }: { ctx: AdminContext; query: RevenueQuery }) {
  const revenue = await getRevenue(ctx, query);
  const csv = (report: (typeof REVENUE_REPORTS)[number]) =>
    hrefOf(`${PATH}/export`, { report, range: query.range });
  const period = RANGES.find(({ value }) => value === query.range)?.label ?? "";
  return (
    <>
      {revenue.standIn && (
        <Notice tone="gold">A local stand-in takes Stripe’s place here: none of this money is real.</Notice>
      )}
      {revenue.any ? (
        <>
          <Headlines revenue={revenue} />
          <Charts months={revenue.months} csvHref={csv("months")} />
          <Earnings revenue={revenue} period={period} />
          <Tiers revenue={revenue} csvHref={csv("tiers")} />
          <Partners revenue={revenue} csvHref={csv("partners")} />
          <p className="text-sm text-muted">
            As of <Time at={revenue.asOf} format="absolute" />. A change counts from when it happened at
            Stripe.
          </p>
        </>
      ) : (
        <EmptyState icon={<Banknote />} title="No revenue yet">
          Recurring revenue appears when a partner’s first plan is paid. Earned revenue follows once the first
          day of that plan is over.
        </EmptyState>
      )}
    </>
  );
}

function Headlines({ revenue }: { revenue: Revenue }) {
  const { mrrMinor, arrMinor, partnersPaying, yearNetRetention, months } = revenue;
  const running = months.at(-1);
  const last = months.at(-2);
  const name = last === undefined ? "" : monthOfYear(new Date(`${last.month}-01`));
  const than = `the end of ${name}`;
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      <Stat
        label="MRR"
        value={dollars(mrrMinor)}
        change={{ now: mrrMinor, before: running?.openingMinor ?? null, than, good: "up" }}
        note="Monthly recurring revenue: what plans that are paid for bring in a month, less coupons that recur. Of a yearly plan it is a twelfth. Overdue plans count until they end; trials and usage count nothing."
      />
      <Stat
        label="ARR"
        value={dollars(arrMinor)}
        note="Annual recurring revenue: twelve times MRR, a year of it if nothing changed."
      />
      <Stat
        label="Paying partners"
        value={count(partnersPaying)}
        change={{ now: partnersPaying, before: running?.openingPartners ?? null, than, good: "up" }}
        note="Partners whose plan brings any MRR now."
      />
      <Stat
        label="Net revenue retention, 12 months"
        value={rate(yearNetRetention)}
        note="The MRR that partners who paid twelve months ago bring now, of what they brought then. Above 100%, upgrades outweigh what was lost; who came since counts nothing."
      />
      <Stat
        label={`Logo churn, ${name}`}
        value={rate(last?.logoChurn ?? null)}
        note={`Partners who paid when the month began and did not when it ended, of those who paid when it began${last === undefined ? "" : `: ${count(last.lostPartners)} of ${count(last.openingPartners)}`}.`}
      />
      <Stat
        label={`Revenue churn, ${name}`}
        value={rate(last?.revenueChurn ?? null)}
        note="What partners who paid when the month began brought less when it ended, by cancelling or moving to a smaller plan, of the MRR that it began with."
      />
    </div>
  );
}

function Charts({ months, csvHref }: { months: readonly RevenueMonth[]; csvHref: string }) {
  const times = months.map(({ month }) => `${month}-01T00:00:00.000Z`);
  const money = (name: string, of: (month: RevenueMonth) => number, color: number): Series => ({
    name,
    values: months.map((month) => of(month) * MICRO_PER_CENT),
    color,
  });
  const tiers = [...new Set(months.flatMap((month) => month.tiers.map(({ tier }) => tier)))].sort();
  const over = { times, step: "month", downloadHref: csvHref } as const;
  return (
    <div className="space-y-6">
      <StackedBarChart
        {...over}
        title="MRR by plan"
        description="At the end of each month; this month’s is of now."
        format="micro_usd"
        series={tiers.map((tier, place) =>
          money(inWords(tier), (month) => month.tiers.find((one) => one.tier === tier)?.mrrMinor ?? 0, place),
        )}
        empty="No plan was paid for in this time."
      />
      <StackedBarChart
        {...over}
        title="What moved MRR"
        description="The MRR that a month began with, and this, is the MRR that it ended with."
        format="micro_usd"
        series={[
          money("New", ({ newMinor }) => newMinor, 0),
          money("Came back", ({ reactivationMinor }) => reactivationMinor, 3),
          money("Larger plans", ({ expansionMinor }) => expansionMinor, 2),
          money("Smaller plans", ({ contractionMinor }) => 0 - contractionMinor, 1),
          money("Cancelled", ({ churnMinor }) => 0 - churnMinor, 4),
        ]}
        empty="Nothing moved in this time."
      />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <LineChart
          {...over}
          title="Churn by month"
          description="Of partners and of MRR at its beginning."
          format="percent"
          series={[
            { name: "Logos", values: months.map(({ logoChurn }) => logoChurn), color: 0 },
            { name: "Revenue", values: months.map(({ revenueChurn }) => revenueChurn), color: 4 },
          ]}
          empty="Nobody left in this time."
        />
        <LineChart
          {...over}
          title="Net revenue retention"
          description="Over each month, and over the twelve to its end."
          format="percent"
          series={[
            { name: "Month", values: months.map(({ netRetention }) => netRetention), color: 3 },
            { name: "12 months", values: months.map(({ yearNetRetention }) => yearNetRetention), color: 0 },
          ]}
          empty="Nobody had paid before."
        />
      </div>
      <StackedBarChart
        {...over}
        title="Earned by month"
        description="From the ledger: see below what counts when."
        format="micro_usd"
        series={[
          money("Plans", ({ subscriptionMinor }) => subscriptionMinor, 0),
          money("Live calls", ({ usageMinor }) => usageMinor, 2),
          money("AI tokens", ({ tokensMinor }) => tokensMinor, 3),
          money("Other", ({ otherMinor }) => otherMinor, 5),
          money("Coupons", ({ discountsMinor }) => 0 - discountsMinor, 1),
          money("Refunds", ({ refundsMinor }) => 0 - refundsMinor, 4),
        ]}
        empty="Nothing was earned in this time."
      />
      <StackedBarChart
        {...over}
        title="Deferred revenue"
        description="Invoiced for plans and not yet earned, at the end of each month; this month’s is of now."
        format="micro_usd"
        series={[money("Deferred", ({ deferredMinor }) => deferredMinor, 3)]}
        empty="Nothing was deferred in this time."
      />
    </div>
  );
}

function Earnings({
  revenue: { total, unattributed, deferredMinor },
  period,
}: {
  revenue: Revenue;
  period: string;
}) {
  const lines = [
    {
      label: "Plans",
      minor: total.subscriptionMinor,
      means:
        "Earned by UTC day over the time that an invoice is for. Until then it is deferred. What is voided, given up, or unpaid when its plan ends is taken back in the month that happens.",
    },
    {
      label: "Live calls",
      minor: total.usageMinor,
      means: "Earned when the invoice is final. A month’s calls are on the next month’s invoice.",
    },
    {
      label: "AI tokens",
      minor: total.tokensMinor,
      means: "Earned when they are used. What is bought and not used yet is owed, not earned.",
    },
    {
      label: "Other",
      minor: total.otherMinor,
      means: "Event passes when they are bought, event partnerships by day, and what was invoiced by hand.",
    },
    {
      label: "Coupons",
      minor: 0 - total.discountsMinor,
      means: "What coupons took off invoices and AI tokens. Of plans, by the same days as the plan.",
    },
    {
      label: "Refunds",
      minor: 0 - total.refundsMinor,
      means:
        "Paid back, or lost in disputes, as far as it had been earned. Refunds of time to come reduce deferred revenue, and unused AI tokens reduce what is owed for them.",
    },
    { label: "Net", minor: total.netMinor, means: "All of it." },
  ];
  return (
    <Section
      title={`Earned in ${period}`}
      description="The sums of the ledger’s own accounts, to the cent. Taxes are not among them."
    >
      <Card className="px-5 py-2">
        <dl className="divide-y divide-line text-sm">
          {lines.map(({ label, minor, means }) => (
            <div
              key={label}
              className="flex flex-wrap items-baseline gap-x-6 gap-y-0.5 py-3 last:font-semibold"
            >
              <dt className="w-28">{label}</dt>
              <dd className="order-last basis-full font-normal text-muted sm:order-none sm:min-w-0 sm:flex-1 sm:basis-0">
                {means}
              </dd>
              <dd className="ml-auto text-right tabular-nums">{dollars(minor)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <p className="text-sm text-muted">
        Deferred now:{" "}
        <strong className="font-semibold text-ink tabular-nums">{dollars(deferredMinor)}</strong>. It is for
        plans and event partnerships and not yet earned, so none of it is in these sums.
      </p>
      {unattributed.netMinor !== 0 && (
        <p className="text-sm text-muted">{dollars(unattributed.netMinor)} of it is no one partner’s.</p>
      )}
    </Section>
  );
}

function Tiers({ revenue: { tiers, mrrMinor }, csvHref }: { revenue: Revenue; csvHref: string }) {
  return (
    <Section
      title="By plan"
      description="MRR and partners of now; net is what partners who pay for it now, or were last on it, earned us in this time."
      actions={<DownloadLink href={csvHref} what="By plan" />}
    >
      <DataTable
        label="Revenue by plan"
        rows={tiers}
        rowKey={({ tier }) => tier}
        columns={[
          { header: "Plan", cell: ({ tier }) => inWords(tier) },
          { header: "MRR", align: "right", cell: (row) => dollars(row.mrrMinor) },
          { header: "Share", align: "right", cell: (row) => share(row.mrrMinor, mrrMinor) },
          { header: "Partners", align: "right", cell: ({ partners }) => count(partners) },
          { header: "Net", align: "right", cell: ({ netMinor }) => dollars(netMinor) },
        ]}
      />
    </Section>
  );
}

function Partners({ revenue: { partners }, csvHref }: { revenue: Revenue; csvHref: string }) {
  const more = partners.length - LISTED_PARTNERS;
  const money = (header: string, of: (row: PartnerRevenue) => number) =>
    ({ header, align: "right", cell: (row: PartnerRevenue) => dollars(of(row)) }) as const;
  return (
    <Section
      title="By partner"
      description="Everybody who pays now or earned us anything in this time, by MRR."
      actions={<DownloadLink href={csvHref} what="By partner" />}
    >
      <DataTable
        label="Revenue by partner"
        rows={partners.slice(0, LISTED_PARTNERS)}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Partner",
            cell: ({ id, companyName }) => (
              <Link prefetch={false} href={`/admin/partners/${id}`} className="wrap-anywhere hover:underline">
                {companyName}
              </Link>
            ),
          },
          {
            header: "Plan",
            cell: ({ tier }) => (tier === null ? <span className="text-muted">None</span> : inWords(tier)),
          },
          money("MRR", ({ mrrMinor }) => mrrMinor),
          money("Plans", ({ subscriptionMinor }) => subscriptionMinor),
          money("Live calls", ({ usageMinor }) => usageMinor),
          money("AI tokens", ({ tokensMinor }) => tokensMinor),
          money("Net", ({ netMinor }) => netMinor),
          money("Deferred", ({ deferredMinor }) => deferredMinor),
        ]}
      />
      {more > 0 && <p className="text-sm text-muted">And {count(more)} more: the CSV has them all.</p>}
    </Section>
  );
}
