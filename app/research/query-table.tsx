import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { AskedQuery } from "@/lib/research/insights/release-schemas";
import { epsilonWords, questionWords, unitOf } from "@/lib/research/insights/words";

const COLUMNS: [Column<AskedQuery>, ...Column<AskedQuery>[]] = [
  {
    header: "Query",
    cell: (query) => (
      <Link
        prefetch={false}
        href={`/research/releases/${query.release_id}?query=${query.id}`}
        className="wrap-anywhere after:absolute after:inset-0"
      >
        {questionWords(query)}
      </Link>
    ),
  },
  { header: "Edition", cell: ({ edition }) => <span className="whitespace-nowrap">{edition}</span> },
  {
    header: "Error",
    align: "right",
    cell: (query) => `±${query.error.toLocaleString("en-US")} ${unitOf(query.measure)}`,
  },
  {
    header: "ε spent",
    align: "right",
    cell: ({ charged_milli }) =>
      charged_milli === 0 ? <Badge tone="pine">free</Badge> : epsilonWords(charged_milli),
  },
  { header: "Asked", align: "right", cell: ({ asked_at }) => <Time at={asked_at} /> },
];

/** The team's own queries, each a way to its answer. */
export function QueryTable({ label, queries }: { label: string; queries: readonly AskedQuery[] }) {
  return <DataTable label={label} columns={COLUMNS} rows={queries} rowKey={({ id }) => id} />;
}
