"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { type Column, DataTable } from "@/components/ui/data-table";
import { toast } from "@/components/ui/toast-store";
import type { CheckIn } from "@/lib/events/check-in/schemas";
import { undoCheckIn } from "./actions";
import { doorWords, guestWords, METHOD_WORDS, venueTime } from "./check-in-words";

interface CheckInTableProps {
  checkIns: readonly CheckIn[];
  zone: string;
  mayWrite: boolean;
}

const KINDS: Record<CheckIn["kind"], { tone: BadgeTone; words: string }> = {
  in: { tone: "pine", words: "In" },
  out: { tone: "plain", words: "Out" },
  undone: { tone: "gold", words: "Undo" },
};

export function CheckInTable({ checkIns, zone, mayWrite }: CheckInTableProps) {
  const columns: [Column<CheckIn>, ...Column<CheckIn>[]] = [
    { header: "Guest", cell: (row) => <bdi className="wrap-anywhere">{guestWords(row)}</bdi> },
    {
      header: "What",
      cell: (row) => (
        <span className="inline-flex flex-wrap justify-end gap-1.5 md:justify-start">
          <Badge tone={KINDS[row.kind].tone}>{KINDS[row.kind].words}</Badge>
          {row.is_undone && <Badge>Undone</Badge>}
          {row.is_duplicate && !row.is_undone && <Badge tone="ember">Duplicate</Badge>}
        </span>
      ),
    },
    { header: "Time", cell: ({ at }) => <time dateTime={at}>{venueTime(at, zone)}</time> },
    { header: "Door", cell: (row) => <bdi>{doorWords(row)}</bdi> },
    { header: "How", wideOnly: true, cell: ({ method }) => METHOD_WORDS[method] },
  ];
  if (mayWrite) {
    columns.push({
      header: "Actions",
      headerHidden: true,
      align: "right",
      cell: (row) => (row.kind === "undone" || row.is_undone ? null : <UndoButton checkIn={row} />),
    });
  }
  return <DataTable label="Check-ins" columns={columns} rows={checkIns} rowKey={({ id }) => id} />;
}

function UndoButton({ checkIn }: { checkIn: CheckIn }) {
  const router = useRouter();
  const name = guestWords(checkIn);
  const what = checkIn.kind === "in" ? "check-in" : "check-out";
  return (
    <ConfirmDialog
      trigger={
        <Button kind="bare" size="small" aria-label={`Undo the ${what} of ${name}`}>
          <Undo2 aria-hidden size={15} /> Undo
        </Button>
      }
      title={`Undo the ${what} of ${name}?`}
      description="It counts as if it had never happened. It stays in this list, marked as undone."
      confirmLabel={`Undo ${what}`}
      pendingLabel="Undoing…"
      kind="primary"
      action={() => undoCheckIn({ event_id: checkIn.event_id, check_in_id: checkIn.id })}
      onDone={() => {
        toast(`${what === "check-in" ? "Check-in" : "Check-out"} undone`);
        router.refresh();
      }}
    />
  );
}
