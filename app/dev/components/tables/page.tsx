import { Ellipsis } from "lucide-react";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";

interface SampleKey {
  id: string;
  name: string;
  prefix: string;
  mode: "live" | "test";
  calls: number;
  lastUsedAt: string | null;
}

const KEYS: readonly SampleKey[] = [
  {
    id: "1",
    name: "Web server",
    prefix: "sk_live_SAMPLE1",
    mode: "live",
    calls: 120_408,
    lastUsedAt: "2026-03-14T09:30:12Z",
  },
  {
    id: "2",
    name: "Nightly batch with a rather long name",
    prefix: "sk_live_SAMPLE2",
    mode: "live",
    calls: 9_120,
    lastUsedAt: "2026-03-13T02:00:00Z",
  },
  { id: "3", name: "Laptop", prefix: "sk_test_SAMPLE3", mode: "test", calls: 0, lastUsedAt: null },
];

const COLUMNS: readonly [Column<SampleKey>, ...Column<SampleKey>[]] = [
  { header: "Name", cell: ({ name }) => name },
  { header: "Key", cell: ({ prefix }) => <code className="font-mono text-xs">{prefix}…</code> },
  { header: "Mode", cell: ({ mode }) => <Badge tone={mode === "live" ? "pine" : "plum"}>{mode}</Badge> },
  { header: "Calls", align: "right", cell: ({ calls }) => calls.toLocaleString("en-US") },
  {
    header: "Last used",
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? "Never" : <Time at={lastUsedAt} />),
  },
  {
    header: "Actions",
    headerHidden: true,
    align: "right",
    cell: ({ name }) => (
      <Button kind="bare" size="icon" aria-label={`Actions of ${name}`}>
        <Ellipsis aria-hidden size={18} />
      </Button>
    ),
  },
];

export default function TablesPage() {
  return (
    <div>
      <Breadcrumbs items={[{ href: "/dev/components", label: "Basics" }]} current="Tables" />
      <PageHeader title="Tables" description="Rows become cards where the screen is narrow." />
      <div className="pt-6">
        <DataTable label="Sample keys" columns={COLUMNS} rows={KEYS} rowKey={({ id }) => id} />
        <Pagination
          label="Sample keys"
          nextHref="/dev/components/tables?cursor=x"
          firstHref="/dev/components/tables"
        />
      </div>
    </div>
  );
}
