"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { importAttendeeTable } from "@/app/partner/events/actions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Stat } from "@/components/ui/stat";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Cells, checkTable, Taken } from "@/lib/events/events/attendee-table";
import { TRAITS } from "@/lib/scoring/model";
import { BadRow, type LineFault } from "./bad-row";
import { cellsOf, filledColumns, overflows, type Target, targetWords } from "./columns";
import { partsOf, type Upload } from "./upload";

interface CheckStepProps {
  eventId: string;
  upload: Upload;
  check: typeof checkTable;
  taken: Taken & { attendees: number };
  maxAttendees: number;
  onBack: () => void;
}

interface Row {
  line: number;
  cells: Cells;
  edited: boolean;
  leftOut: boolean;
}

const SHOWN_BAD = 25;
const SHOWN_GOOD = 5;
const count = (value: number) => value.toLocaleString("en-US");
const people = (value: number) => `${count(value)} ${value === 1 ? "person" : "people"}`;

/** Every row that cannot be added as it is, to be mended or left out, before anything is saved. */
export function CheckStep({ eventId, upload, check, taken, maxAttendees, onBack }: CheckStepProps) {
  const router = useRouter();
  const [edits, setEdits] = useState<ReadonlyMap<number, Cells>>(new Map());
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [shown, setShown] = useState(SHOWN_BAD);
  const columns = useMemo(() => filledColumns(upload.mapping), [upload.mapping]);
  const { names, people: lines } = useMemo(() => partsOf(upload), [upload]);
  const rows = useMemo(
    () =>
      lines.map(
        (line): Row => ({
          line: line.line,
          cells: { ...cellsOf(line, upload.mapping), ...edits.get(line.line) },
          edited: edits.has(line.line),
          leftOut: leftOut.has(line.line),
        }),
      ),
    [lines, upload.mapping, edits, leftOut],
  );
  const faults = useMemo(() => {
    const kept = rows.filter((row) => !row.leftOut);
    const found = new Map<number, LineFault[]>();
    const add = (line: number, fault: LineFault) => found.set(line, [...(found.get(line) ?? []), fault]);
    const { faults } = check(
      kept.map(({ cells }) => cells),
      taken,
    );
    for (const { row, column, message, sameAs } of faults) {
      const line = kept[row]?.line ?? 0;
      const words = sameAs === undefined ? message : `Is the same as in line ${kept[sameAs]?.line ?? 0}.`;
      add(line, { column, message: words });
    }
    for (const line of lines)
      if (overflows(line, names.length) && !edits.has(line.line) && !leftOut.has(line.line))
        add(line.line, {
          column: null,
          message: "Has more cells than there are columns. Check that each cell is where it belongs.",
        });
    return found;
  }, [rows, check, taken, lines, names.length, edits, leftOut]);

  const listed = rows.filter((row) => row.leftOut || row.edited || faults.has(row.line));
  const ready = rows.filter((row) => !row.leftOut && !faults.has(row.line));
  const out = rows.filter((row) => row.leftOut).length;
  const over = taken.attendees + ready.length - maxAttendees;
  const blocked = faults.size > 0 || ready.length === 0 || over > 0;
  const { run, pending, problem } = useAction(
    () => {
      const form = new FormData();
      form.set("event_id", eventId);
      form.set(
        "table",
        JSON.stringify({ columns, rows: ready.map(({ cells }) => columns.map((name) => cells[name] ?? "")) }),
      );
      return importAttendeeTable(form);
    },
    ({ added }) => {
      toast(`${people(added)} added`);
      router.push(`/partner/events/${eventId}/attendees`);
      router.refresh();
    },
  );
  const edit = (row: Row, column: string, text: string) =>
    setEdits((before) => new Map(before).set(row.line, { ...before.get(row.line), [column]: text.trim() }));
  const toggle = (line: number) =>
    setLeftOut((before) => {
      const next = new Set(before);
      if (!next.delete(line)) next.add(line);
      return next;
    });

  return (
    <div className="space-y-6">
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat label="Ready" value={count(ready.length)} note={`of ${count(rows.length)} in the file`} />
        <Stat
          label="Need a fix"
          value={count(faults.size)}
          note={faults.size === 0 ? "Every row is fine" : "Fix them, or leave them out"}
        />
        <Stat label="Left out" value={count(out)} note="These are not added" />
      </div>
      {listed.length > 0 && (
        <section aria-labelledby="to-fix" className="space-y-3">
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
            <h3 id="to-fix" className="font-semibold">
              {faults.size === 0 ? "Fixed or left out" : "Rows that need a fix"}
            </h3>
            {faults.size > 1 && (
              <Button
                type="button"
                kind="quiet"
                size="small"
                onClick={() => setLeftOut((before) => new Set([...before, ...faults.keys()]))}
              >
                Leave out all {count(faults.size)}
              </Button>
            )}
          </div>
          <Card>
            <ul className="divide-y divide-line">
              {listed.slice(0, shown).map((row) => (
                <BadRow
                  key={row.line}
                  line={row.line}
                  cells={row.cells}
                  columns={columns}
                  faults={faults.get(row.line) ?? []}
                  leftOut={row.leftOut}
                  onEdit={(column, text) => edit(row, column, text)}
                  onToggle={() => toggle(row.line)}
                />
              ))}
            </ul>
          </Card>
          {listed.length > shown && (
            <Button type="button" kind="quiet" size="small" onClick={() => setShown(shown + SHOWN_BAD)}>
              Show {count(Math.min(SHOWN_BAD, listed.length - shown))} more of {count(listed.length - shown)}
            </Button>
          )}
        </section>
      )}
      {ready.length > 0 && <Preview rows={ready} columns={columns} />}
      {over > 0 && (
        <Notice tone="ember">
          An event may have {count(maxAttendees)} attendees, and this one has {count(taken.attendees)}. Leave
          out {people(over)}.
        </Notice>
      )}
      {problem !== null && (
        <ErrorNotice>
          Nothing was added. {problem.detail}
          {problem.errors.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {problem.errors.slice(0, 10).map(({ path, message }) => (
                <li key={path}>
                  {placeWords(path, ready)}: {message}
                </li>
              ))}
            </ul>
          )}
        </ErrorNotice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          type="button"
          aria-disabled={blocked || pending}
          onClick={() => {
            if (!blocked && !pending) run(undefined);
          }}
        >
          {pending ? "Adding…" : `Add ${people(ready.length)}`}
        </Button>
        <Button type="button" kind="quiet" onClick={onBack}>
          Back to columns
        </Button>
      </div>
      {faults.size > 0 && (
        <p className="text-sm text-muted">Fix or leave out every row above, then you can add the others.</p>
      )}
    </div>
  );
}

/** `rows[12].email` as a person finds it in their file. */
function placeWords(path: string, ready: readonly Row[]): string {
  const [, row, column] = /^rows\[(\d+)\](?:\.(\w+))?$/.exec(path) ?? [];
  if (row === undefined) return path;
  const line = ready[Number(row)]?.line;
  return `Line ${line ?? "?"}${column === undefined ? "" : `, ${targetWords(column as Target)}`}`;
}

function Preview({ rows, columns }: { rows: readonly Row[]; columns: readonly string[] }) {
  const texts = columns.filter((column) => !(TRAITS as readonly string[]).includes(column));
  const shown: Column<Row>[] = [
    ...texts.map((column) => ({
      header: targetWords(column as Target),
      cell: ({ cells }: Row) => {
        const text = cells[column] ?? "";
        return text === "" ? <span className="text-muted">None</span> : <bdi>{text}</bdi>;
      },
    })),
    ...(texts.length === columns.length
      ? []
      : [
          {
            header: "Traits",
            align: "right" as const,
            cell: ({ cells }: Row) =>
              `${TRAITS.filter((trait) => (cells[trait] ?? "") !== "").length} of ${TRAITS.length}`,
          },
        ]),
  ];
  const [first, ...rest] = shown;
  if (first === undefined) return null;
  return (
    <section aria-labelledby="preview" className="space-y-3">
      <h3 id="preview" className="font-semibold">
        {rows.length > SHOWN_GOOD ? `The first ${SHOWN_GOOD} that are ready` : "Ready"}
      </h3>
      <DataTable
        label="People who are ready"
        columns={[first, ...rest]}
        rows={rows.slice(0, SHOWN_GOOD)}
        rowKey={({ line }) => String(line)}
      />
    </section>
  );
}
