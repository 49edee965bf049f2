import { SquareTerminal } from "lucide-react";
import Link from "next/link";
import { StatusBadge } from "@/app/partner/requests/status-badge";
import { formatValue } from "@/components/charts/format-value";
import { buttonStyle } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import type { CallRow } from "@/lib/partners/usage/schemas";
import type { Mode } from "@/lib/platform/context";

const COLUMNS: readonly [Column<CallRow>, ...Column<CallRow>[]] = [
  {
    header: "Request",
    cell: ({ id, method, endpoint }) => (
      <Link prefetch={false} href={`/partner/requests/${id}`} className="hover:underline">
        <span className="font-mono text-xs text-muted">{method}</span> {endpoint}
      </Link>
    ),
  },
  {
    header: "Status",
    cell: ({ status, error_code }) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        <StatusBadge status={status} />
        {error_code !== null && <span className="text-xs text-muted">{error_code}</span>}
      </span>
    ),
  },
  { header: "Key", cell: ({ key }) => key?.name ?? "A person" },
  { header: "Latency", align: "right", cell: ({ duration_ms }) => formatValue("milliseconds", duration_ms) },
  { header: "Time", align: "right", cell: ({ occurred_at }) => <Time at={occurred_at} /> },
];

/** The last calls; the log has the rest. */
export function RecentRequests({ mode, calls }: { mode: Mode; calls: readonly CallRow[] }) {
  return (
    <Section
      title="Recent requests"
      actions={
        <Link
          prefetch={false}
          href={`/partner/requests?mode=${mode}`}
          className={buttonStyle({ kind: "quiet", size: "small" })}
        >
          All requests
        </Link>
      }
    >
      {calls.length === 0 ? (
        <EmptyState
          icon={<SquareTerminal />}
          title={`No ${mode} calls yet`}
          headingLevel={3}
          action={
            <Link prefetch={false} href="/docs/quickstart" className={buttonStyle({ size: "small" })}>
              Read the quickstart
            </Link>
          }
        >
          Every call stands here the moment it is answered, with its status and how long it took.
        </EmptyState>
      ) : (
        <DataTable dense label="Recent requests" columns={COLUMNS} rows={calls} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}
