"use client";

import Link from "next/link";
import { StatusBadge } from "@/app/partner/requests/status-badge";
import { formatValue } from "@/components/charts/format-value";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { CallRow } from "@/lib/partners/usage/schemas";

/** Calls, a row each; those that came while one watched are marked. */
export function CallTable({ calls, fresh }: { calls: readonly CallRow[]; fresh?: ReadonlySet<string> }) {
  return (
    <DataTable
      dense
      label="Requests, newest first"
      rows={calls}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "Request",
          cell: ({ id, method, endpoint }) => (
            <Link
              prefetch={false}
              href={`/partner/requests/${id}`}
              className={`flex min-w-0 items-baseline gap-2 hover:underline ${fresh?.has(id) ? "motion-safe:animate-rise" : ""}`}
            >
              <span className="w-13 shrink-0 font-mono text-xs text-muted">{method}</span>
              <span className="min-w-0 font-mono text-xs wrap-anywhere">{endpoint}</span>
            </Link>
          ),
        },
        {
          header: "Status",
          cell: ({ status, error_code }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <StatusBadge status={status} />
              {error_code !== null && <span className="font-mono text-xs text-muted">{error_code}</span>}
            </span>
          ),
        },
        {
          header: "Key",
          cell: ({ key, mode }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              {key === null ? (
                <span className="text-muted">A person</span>
              ) : (
                <span className="wrap-anywhere">{key.name}</span>
              )}
              {key !== null && mode === "test" && <Badge>test</Badge>}
            </span>
          ),
        },
        {
          header: "Latency",
          align: "right",
          cell: ({ duration_ms }) => formatValue("milliseconds", duration_ms),
        },
        {
          header: "Time (UTC)",
          align: "right",
          cell: ({ occurred_at }) => (
            <Time at={occurred_at} format="log" className="whitespace-nowrap text-muted" />
          ),
        },
      ]}
    />
  );
}
