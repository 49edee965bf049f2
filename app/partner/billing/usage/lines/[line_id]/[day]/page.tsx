import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { dayName, exactDollars, monthName } from "@/app/partner/billing/usage/month-words";
import { RowLink } from "@/app/partner/billing/usage/row-link";
import { requirePartner } from "@/app/session";
import { formatValue } from "@/components/charts/format-value";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import { getUsageLineDay } from "@/lib/billing/metering/get-usage-line-day";
import { listUsageLineCalls } from "@/lib/billing/metering/list-usage-line-calls";
import {
  type UsageLineCalls,
  type UsageLineDayDetail,
  UsageLineDayQuery,
} from "@/lib/billing/metering/schemas";

export const metadata: Metadata = { title: "A day of live calls on an invoice" };

interface UsageDayPageProps {
  params: Promise<{ line_id: string; day: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsageDayPage({ params, searchParams }: UsageDayPageProps) {
  const [{ ctx }, given, query] = await Promise.all([requirePartner(), params, searchParams]);
  const asked = UsageLineDayQuery.safeParse(given);
  if (!asked.success) notFound();
  const detail = await orNotFound(getUsageLineDay(ctx, asked.data));
  // Without a word about it, the endpoint that cost most.
  const endpoint = detail.endpoints.find((row) => row.endpoint === query.endpoint) ?? detail.endpoints[0];
  const cursor = typeof query.cursor === "string" ? query.cursor : undefined;
  const list = (at: string | undefined) =>
    endpoint === undefined
      ? null
      : listUsageLineCalls(ctx, {
          ...asked.data,
          endpoint: endpoint.endpoint,
          limit: 50,
          ...(at === undefined ? {} : { cursor: at }),
        });
  // A cursor that is not ours leads to the first page.
  const calls = await (list(cursor)?.catch(() => list(undefined)) ?? null);
  const path = `/partner/billing/usage/lines/${detail.line.id}`;
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs
          items={[
            { href: "/partner/billing", label: "Billing" },
            { href: "/partner/billing/usage", label: "Cost of live calls" },
            { href: path, label: monthName(detail.line.month) },
          ]}
          current={dayName(detail.day)}
        />
        <PageHeader
          title={dayName(detail.day)}
          badge={detail.late && <Badge tone="gold">late</Badge>}
          description={`${formatValue("count", detail.units)} pairs, ${exactDollars(detail.cost_micro_usd)}, on invoice ${detail.line.invoice_number ?? "without number"}.`}
        />
      </div>
      <Endpoints detail={detail} chosen={endpoint?.endpoint} path={path} />
      {calls !== null && <Calls calls={calls} path={path} first={cursor === undefined} />}
    </div>
  );
}

function Endpoints({
  detail,
  chosen,
  path,
}: {
  detail: UsageLineDayDetail;
  chosen: string | undefined;
  path: string;
}) {
  return (
    <Section
      title="Endpoints"
      description="They sum to the day. Each opens to its calls below."
      actions={<DownloadLink href={`${path}/export?level=endpoints&day=${detail.day}`} what="Endpoints" />}
    >
      <DataTable
        label="Endpoints"
        rows={detail.endpoints}
        rowKey={({ endpoint }) => endpoint}
        columns={[
          {
            header: "Endpoint",
            cell: ({ endpoint }) => (
              <RowLink
                href={`${path}/${detail.day}?endpoint=${encodeURIComponent(endpoint)}`}
                current={endpoint === chosen}
              >
                {endpoint}
              </RowLink>
            ),
          },
          { header: "Pairs", align: "right", cell: ({ units }) => formatValue("count", units) },
          { header: "Cost", align: "right", cell: ({ cost_micro_usd }) => exactDollars(cost_micro_usd) },
        ]}
      />
    </Section>
  );
}

function Calls({ calls, path, first }: { calls: UsageLineCalls; path: string; first: boolean }) {
  const here = `${path}/${calls.day}?endpoint=${encodeURIComponent(calls.endpoint)}`;
  return (
    <Section
      title="Calls"
      description={calls.endpoint}
      actions={
        calls.kept && (
          <DownloadLink
            href={`${path}/export?level=calls&day=${calls.day}&endpoint=${encodeURIComponent(calls.endpoint)}`}
            what="Calls"
          />
        )
      }
    >
      {calls.kept ? (
        <>
          <p className="text-sm text-muted">
            {formatValue("count", calls.calls)} calls with{" "}
            {formatValue("count", calls.units - calls.corrected_units)} pairs
            {calls.corrected_units === 0 ? (
              <>, which is what this endpoint is billed with.</>
            ) : (
              <>
                {" "}
                and {formatValue("count", calls.corrected_units)} put right after it was billed, together{" "}
                {formatValue("count", calls.units)}.
              </>
            )}
          </p>
          <DataTable
            label="Calls"
            rows={calls.data}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "Request id",
                cell: ({ id }) => (
                  <RowLink href={`/partner/requests/${id}`} className="font-mono text-xs">
                    {id}
                  </RowLink>
                ),
              },
              { header: "Time", cell: ({ occurred_at }) => <Time at={occurred_at} format="absolute" /> },
              { header: "Key", wideOnly: true, cell: ({ key }) => key?.name ?? "–" },
              { header: "Pairs", align: "right", cell: ({ units }) => formatValue("count", units) },
              { header: "Cost", align: "right", cell: ({ cost_micro_usd }) => exactDollars(cost_micro_usd) },
            ]}
          />
          <Pagination
            label="Calls"
            nextHref={
              calls.next_cursor === null ? null : `${here}&cursor=${encodeURIComponent(calls.next_cursor)}`
            }
            firstHref={first ? null : here}
            firstLabel="First"
            nextLabel="Later"
          />
        </>
      ) : (
        <Notice>
          Single calls are kept for 90 days. Of this day only the sums are known, which are kept for good.
        </Notice>
      )}
    </Section>
  );
}
