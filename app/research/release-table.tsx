import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { ReleaseSummary } from "@/lib/research/insights/release-schemas";
import { epsilonWords, questionWords, unitOf } from "@/lib/research/insights/words";

const COLUMNS: [Column<ReleaseSummary>, ...Column<ReleaseSummary>[]] = [
  {
    header: "Question",
    cell: (release) => (
      <Link
        prefetch={false}
        href={`/research/releases/${release.id}`}
        className="wrap-anywhere after:absolute after:inset-0"
      >
        {questionWords(release)}
      </Link>
    ),
  },
  { header: "Edition", cell: ({ edition }) => <span className="whitespace-nowrap">{edition}</span> },
  {
    header: "From",
    cell: ({ at_opening, own }) =>
      at_opening ? (
        <Badge>edition report</Badge>
      ) : own ? (
        <Badge tone="plum">your team</Badge>
      ) : (
        <Badge>a partner</Badge>
      ),
  },
  {
    header: "Error",
    align: "right",
    cell: (release) => `±${release.error.toLocaleString("en-US")} ${unitOf(release.measure)}`,
  },
  { header: "ε", align: "right", cell: ({ epsilon_milli }) => epsilonWords(epsilon_milli) },
  {
    header: "Released",
    align: "right",
    wideOnly: true,
    cell: ({ released_at }) => <Time at={released_at} />,
  },
];

/** Releases, each a way to its figures. */
export function ReleaseTable({ label, releases }: { label: string; releases: readonly ReleaseSummary[] }) {
  return <DataTable label={label} columns={COLUMNS} rows={releases} rowKey={({ id }) => id} />;
}
