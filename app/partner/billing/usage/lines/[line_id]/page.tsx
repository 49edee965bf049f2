import { CalendarDays } from "lucide-react";
import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { dollars } from "@/app/partner/billing/billing-words";
import { Exactness } from "@/app/partner/billing/usage/lines/exactness";
import { dayName, exactDollars, monthName } from "@/app/partner/billing/usage/month-words";
import { RowLink } from "@/app/partner/billing/usage/row-link";
import { requirePartner } from "@/app/session";
import { formatValue } from "@/components/charts/format-value";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { getUsageLine } from "@/lib/billing/metering/get-usage-line";
import { PAIR_PRICE, THOUSAND_PAIRS_PRICE } from "@/lib/plans/price-words";

export const metadata: Metadata = { title: "Live calls on an invoice" };

export default async function UsageLinePage({ params }: { params: Promise<{ line_id: string }> }) {
  const [{ ctx }, { line_id }] = await Promise.all([requirePartner(), params]);
  const line = await orNotFound(getUsageLine(ctx, { line_id }));
  const path = `/partner/billing/usage/lines/${line.id}`;
  const late = line.days.filter((row) => row.late);
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs
          items={[
            { href: "/partner/billing", label: "Billing" },
            { href: "/partner/billing/usage", label: "Cost of live calls" },
          ]}
          current={monthName(line.month)}
        />
        <PageHeader
          title={`Live calls of ${monthName(line.month)}`}
          description={`A line of invoice ${line.invoice_number ?? "without number"}, opened to its days.`}
          badge={
            <Badge tone={line.invoice_status === "paid" ? "pine" : "plain"}>{line.invoice_status}</Badge>
          }
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat label="Amount" value={dollars(line.amount_minor)} note="Before discounts" />
        <Stat label="Pairs scored" value={formatValue("count", line.quantity)} note="The line’s quantity" />
        <Stat label="A pair" value={PAIR_PRICE} note={`${THOUSAND_PAIRS_PRICE} for 1,000`} />
      </div>
      <Exactness line={line} />
      {line.days.length === 0 ? (
        <EmptyState icon={<CalendarDays />} title="Nothing was used">
          No live call scored a pair in this month.
        </EmptyState>
      ) : (
        <>
          <StackedBarChart
            title="By day"
            description="What each UTC day is billed with."
            times={line.days.map(({ day }) => `${day}T00:00:00Z`)}
            step="day"
            format="micro_usd"
            downloadHref={`${path}/export?level=days`}
            series={[{ name: "Live calls", values: line.days.map((row) => row.cost_micro_usd), color: 0 }]}
          />
          <Section
            title="Days"
            description={
              late.length === 0
                ? "Each opens to its endpoints."
                : "Days marked late are of an earlier month: their calls were recorded after its invoice was closed."
            }
            actions={
              <>
                <DownloadLink
                  href={`${path}/export?level=endpoints`}
                  what="Endpoints by day"
                  label="Endpoints by day"
                />
                <DownloadLink href={`${path}/export?level=calls`} what="Every call" label="Every call" />
              </>
            }
          >
            <DataTable
              label="Days"
              rows={line.days}
              rowKey={({ day }) => day}
              columns={[
                {
                  header: "Day",
                  cell: (row) => (
                    <span className="inline-flex flex-wrap items-center gap-2">
                      <RowLink href={`${path}/${row.day}`}>{dayName(row.day)}</RowLink>
                      {row.late && <Badge tone="gold">late</Badge>}
                    </span>
                  ),
                },
                { header: "Pairs", align: "right", cell: ({ units }) => formatValue("count", units) },
                {
                  header: "Cost",
                  align: "right",
                  cell: ({ cost_micro_usd }) => exactDollars(cost_micro_usd),
                },
              ]}
            />
          </Section>
        </>
      )}
    </div>
  );
}
