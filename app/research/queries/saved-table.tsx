import Link from "next/link";
import { askHref } from "@/app/research/asked";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { SavedQuery } from "@/lib/research/insights/release-schemas";
import { questionWords, unitOf } from "@/lib/research/insights/words";
import { DeleteSaved } from "./delete-saved";

const COLUMNS: [Column<SavedQuery>, ...Column<SavedQuery>[]] = [
  {
    header: "Name",
    cell: (saved) => (
      <Link prefetch={false} href={askHref(saved)} className="wrap-anywhere">
        <bdi>{saved.name}</bdi>
      </Link>
    ),
  },
  { header: "Query", cell: (saved) => questionWords(saved) },
  {
    header: "Edition",
    cell: ({ edition }) => <span className="whitespace-nowrap">{edition ?? "Newest"}</span>,
  },
  {
    header: "Error",
    align: "right",
    cell: (saved) => `±${saved.error.toLocaleString("en-US")} ${unitOf(saved.measure)}`,
  },
  { header: "Saved", align: "right", wideOnly: true, cell: ({ created_at }) => <Time at={created_at} /> },
];

/** The questions that a team keeps. */
export function SavedTable({ saved, mayDelete }: { saved: readonly SavedQuery[]; mayDelete: boolean }) {
  const columns: [Column<SavedQuery>, ...Column<SavedQuery>[]] = mayDelete
    ? [
        ...COLUMNS,
        { header: "Delete", headerHidden: true, cell: ({ id, name }) => <DeleteSaved id={id} name={name} /> },
      ]
    : COLUMNS;
  return <DataTable label="Saved queries" columns={columns} rows={saved} rowKey={({ id }) => id} />;
}
