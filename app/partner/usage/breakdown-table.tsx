import { ChartNoAxesColumn } from "lucide-react";
import Link from "next/link";
import { formatValue } from "@/components/charts/format-value";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-header";
import type { BreakdownRow } from "@/lib/partners/usage/schemas";

interface BreakdownTableProps {
  title: string;
  description: string;
  /** What the rows are: "Endpoint". */
  header: string;
  rows: readonly BreakdownRow[];
  /** The log of what a row counts. */
  hrefOf: (row: BreakdownRow) => string;
  downloadHref: string;
  /** Test calls cost nothing. */
  withCost: boolean;
}

/** Calls told apart, with their shares, errors, latency and cost. */
export function BreakdownTable({
  title,
  description,
  header,
  rows,
  hrefOf,
  downloadHref,
  withCost,
}: BreakdownTableProps) {
  const figure = (
    name: string,
    cell: (row: BreakdownRow) => string,
    wideOnly = false,
  ): Column<BreakdownRow> => ({ header: name, align: "right", wideOnly, cell });
  const milliseconds = (value: number | null) => (value === null ? "–" : formatValue("milliseconds", value));
  return (
    <Section
      title={title}
      description={description}
      actions={rows.length > 0 && <DownloadLink href={downloadHref} what={title} />}
    >
      {rows.length === 0 ? (
        <EmptyState icon={<ChartNoAxesColumn />} title="No figures" headingLevel={3}>
          Nothing in this period.
        </EmptyState>
      ) : (
        <DataTable
          label={title}
          rows={rows}
          rowKey={({ value }) => value}
          columns={[
            {
              header,
              cell: (row) => (
                <Link prefetch={false} href={hrefOf(row)} className="wrap-anywhere hover:underline">
                  {row.label}
                </Link>
              ),
            },
            figure("Calls", ({ calls }) => formatValue("count", calls)),
            figure("Share", ({ share }) => formatValue("percent", share)),
            figure("Errors", ({ errors }) => formatValue("count", errors)),
            figure("Error rate", ({ error_rate }) => formatValue("percent", error_rate)),
            figure("p50", ({ p50_ms }) => milliseconds(p50_ms), true),
            figure("p95", ({ p95_ms }) => milliseconds(p95_ms)),
            ...(withCost
              ? [figure("Cost", ({ cost_micro_usd }) => formatValue("micro_usd", cost_micro_usd))]
              : []),
          ]}
        />
      )}
    </Section>
  );
}
