import { ChartColumn, ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { dollars } from "@/app/partner/billing/billing-words";
import { exactDollars, monthName, shortMonth } from "@/app/partner/billing/usage/month-words";
import { RowLink } from "@/app/partner/billing/usage/row-link";
import { SpendCapForm } from "@/app/partner/billing/usage/spend-cap";
import { TierTable } from "@/app/partner/billing/usage/tier-table";
import { MonthCost } from "@/app/partner/usage/month-cost";
import { requirePartner } from "@/app/session";
import { formatValue } from "@/components/charts/format-value";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { RangePicker } from "@/components/ui/range-picker";
import { Stat } from "@/components/ui/stat";
import { recentMonths } from "@/lib/billing/metering/billing-month";
import { getMonthUsage } from "@/lib/billing/metering/get-month-usage";
import { listUsageLines } from "@/lib/billing/metering/list-usage-lines";
import type { MonthUsage, UsageLineRow } from "@/lib/billing/metering/schemas";
import { simulateTiers } from "@/lib/billing/metering/simulate-tiers";
import { getSpendCap } from "@/lib/partners/alerts/get-spend-cap";
import { getMonthCost } from "@/lib/partners/usage/get-month-cost";
import { THOUSAND_PAIRS_PRICE } from "@/lib/plans/price-words";

export const metadata: Metadata = { title: "Cost of live calls" };

const PATH = "/partner/billing/usage";

interface UsageCostPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsageCostPage({ searchParams }: UsageCostPageProps) {
  const { ctx, user, partner } = await requirePartner();
  const months = recentMonths(ctx.clock.now());
  const { month: asked } = await searchParams;
  // An address that somebody has spoilt shows the running month.
  const month = months.find((name) => name === asked) ?? months[0] ?? "";
  const [usage, cost, lines, cap, simulation] = await Promise.all([
    getMonthUsage(ctx, { month }),
    getMonthCost(ctx),
    listUsageLines(ctx),
    getSpendCap(ctx),
    simulateTiers(ctx, { month }),
  ]);
  return (
    <div className="space-y-10">
      <div className="space-y-6">
        <div>
          <Breadcrumbs
            items={[{ href: "/partner/billing", label: "Billing" }]}
            current="Cost of live calls"
          />
          <PageHeader
            title="Cost of live calls"
            description={`${monthName(month)}, counted to the last call. ${THOUSAND_PAIRS_PRICE} for 1,000 pairs scored; days are UTC.`}
            actions={
              <RangePicker
                label="Month"
                parameter="month"
                choices={months.map((name) => ({ value: name, label: shortMonth(name) }))}
                current={month}
                path={PATH}
              />
            }
          />
        </div>
        {!usage.charged && (
          <Notice
            action={
              <Link href="/partner/billing" className="font-medium underline">
                {partner.tier === "free" ? "See the plans" : "See your plan"}
              </Link>
            }
          >
            {partner.tier === "free"
              ? "Live calls are measured, and not charged on the free tier. With a plan they are, from the moment it begins."
              : "Live calls are measured, and not invoiced one by one: your plan is on trial or by contract."}
          </Notice>
        )}
        {usage.running ? <MonthCost cost={cost} /> : <MonthFigures usage={usage} lines={lines} />}
        <ByDay usage={usage} />
      </div>
      <ByEndpoint usage={usage} />
      <Invoices lines={lines} />
      <Section
        title="Spend cap"
        description="The soft cap tells you by mail. The hard cap also refuses live calls, until the UTC month ends or you raise it. Plans are not in it."
      >
        <SpendCapForm
          soft={cap.soft?.threshold ?? null}
          hard={cap.hard?.threshold ?? null}
          spent={cost.so_far_micro_usd}
          blocking={cap.hard?.blocking ?? false}
          email={user.email}
          mayWrite={ctx.permissions.has("alerts:write")}
        />
      </Section>
      <Section
        title="Under another plan"
        description={`What ${monthName(month)} would have cost, and whether the limits would have held.`}
      >
        <TierTable simulation={simulation} />
      </Section>
    </div>
  );
}

function MonthFigures({ usage, lines }: { usage: MonthUsage; lines: readonly UsageLineRow[] }) {
  const line = lines.find(({ month }) => month === usage.month);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Stat
        label="Cost"
        value={dollars(usage.cost_minor)}
        note={`${exactDollars(usage.cost_micro_usd)} before rounding`}
      />
      <Stat label="Pairs scored" value={formatValue("count", usage.units)} note="By successful live calls" />
      <Stat
        label="On the invoice"
        value={line === undefined ? "–" : dollars(line.amount_minor)}
        note={
          line === undefined ? (
            "No invoice for this month"
          ) : (
            <Link prefetch={false} href={`${PATH}/lines/${line.id}`} className="underline">
              Open {line.invoice_number ?? "the invoice"}
            </Link>
          )
        }
      />
    </div>
  );
}

function ByDay({ usage }: { usage: MonthUsage }) {
  return (
    <StackedBarChart
      title="By day"
      description="What each UTC day came to."
      times={usage.days.map(({ day }) => `${day}T00:00:00Z`)}
      step="day"
      format="micro_usd"
      downloadHref={`${PATH}/export?level=days&month=${usage.month}`}
      series={[
        { name: "Live calls", values: usage.days.map(({ cost_micro_usd }) => cost_micro_usd), color: 0 },
      ]}
      empty="No live calls in this month."
    />
  );
}

function ByEndpoint({ usage }: { usage: MonthUsage }) {
  return (
    <Section
      title="By endpoint"
      description="Endpoints that score pairs; all others are free."
      actions={
        usage.endpoints.length > 0 && (
          <DownloadLink href={`${PATH}/export?level=endpoints&month=${usage.month}`} what="By endpoint" />
        )
      }
    >
      {usage.endpoints.length === 0 ? (
        <EmptyState icon={<ChartColumn />} title="No live calls" headingLevel={3}>
          What scores pairs with a live key stands here, with what it costs.
        </EmptyState>
      ) : (
        <DataTable
          label="By endpoint"
          rows={usage.endpoints}
          rowKey={({ endpoint }) => endpoint}
          columns={[
            { header: "Endpoint", cell: ({ endpoint }) => <span className="wrap-anywhere">{endpoint}</span> },
            { header: "Calls, failed too", align: "right", cell: ({ calls }) => formatValue("count", calls) },
            { header: "Pairs", align: "right", cell: ({ units }) => formatValue("count", units) },
            { header: "Share", align: "right", cell: ({ share }) => formatValue("percent", share) },
            { header: "Cost", align: "right", cell: ({ cost_micro_usd }) => exactDollars(cost_micro_usd) },
          ]}
        />
      )}
    </Section>
  );
}

function Invoices({ lines }: { lines: readonly UsageLineRow[] }) {
  return (
    <Section
      title="Invoices of live calls"
      description="Each line opens to its days, their endpoints and every single call."
    >
      {lines.length === 0 ? (
        <EmptyState icon={<ReceiptText />} title="No invoices of live calls yet" headingLevel={3}>
          With a plan, a month’s live calls are billed on the first of the next.
        </EmptyState>
      ) : (
        <DataTable
          label="Invoices of live calls"
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Month",
              cell: ({ id, month }) => <RowLink href={`${PATH}/lines/${id}`}>{monthName(month)}</RowLink>,
            },
            { header: "Invoice", cell: ({ invoice_number }) => invoice_number ?? "Without number" },
            {
              header: "Status",
              cell: ({ invoice_status }) => (
                <Badge
                  tone={invoice_status === "paid" ? "pine" : invoice_status === "open" ? "gold" : "plain"}
                >
                  {invoice_status}
                </Badge>
              ),
            },
            { header: "Pairs", align: "right", cell: ({ units }) => formatValue("count", units) },
            { header: "Amount", align: "right", cell: ({ amount_minor }) => dollars(amount_minor) },
          ]}
        />
      )}
    </Section>
  );
}
