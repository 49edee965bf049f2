import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { formatValue, formatWindow } from "@/lib/partners/alerts/alert-words";
import type { AlertFiring } from "@/lib/partners/alerts/schemas";

const COLUMNS: [Column<AlertFiring>, ...Column<AlertFiring>[]] = [
  { header: "Alert", cell: ({ name }) => <span className="wrap-anywhere">{name}</span> },
  { header: "Fired", cell: ({ fired_at }) => <Time at={fired_at} className="whitespace-nowrap" /> },
  { header: "Value", align: "right", cell: ({ metric, value }) => formatValue(metric, value) },
  { header: "Threshold", align: "right", cell: ({ metric, threshold }) => formatValue(metric, threshold) },
  {
    header: "Window",
    wideOnly: true,
    cell: ({ window, window_start }) => formatWindow(window, new Date(window_start)),
  },
  {
    header: "What was done",
    cell: ({ action, recipients }) => (
      <span className="inline-flex flex-wrap items-center justify-end gap-2 md:justify-start">
        {action === "block" && <Badge tone="ember">Live calls refused</Badge>}
        <span title={recipients.join(", ")}>
          {recipients.length === 1 ? "1 mail" : `${recipients.length} mails`}
          <span className="sr-only">, to {recipients.join(", ")}</span>
        </span>
      </span>
    ),
  },
];

/** What alerts have told, newest first. */
export function FiringTable({ firings }: { firings: readonly AlertFiring[] }) {
  return <DataTable label="History of alerts" columns={COLUMNS} rows={firings} rowKey={({ id }) => id} />;
}
