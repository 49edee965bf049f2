"use client";

import { cx } from "class-variance-authority";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import type { Cells } from "@/lib/events/events/attendee-table";
import { TRAITS } from "@/lib/scoring/model";
import { type Target, targetWords } from "./columns";

export interface LineFault {
  /** A column of ours, or null for the line as a whole. */
  column: string | null;
  message: string;
}

interface BadRowProps {
  line: number;
  cells: Cells;
  columns: readonly string[];
  faults: readonly LineFault[];
  leftOut: boolean;
  onEdit: (column: string, text: string) => void;
  onToggle: () => void;
}

const isTrait = (column: string) => (TRAITS as readonly string[]).includes(column);

/** One line of a file that could not be added as it was. It stays in sight when it is mended. */
export function BadRow({ line, cells, columns, faults, leftOut, onEdit, onToggle }: BadRowProps) {
  // Fields that were once shown stay, so that nothing moves away from under the cursor.
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const missing = faults
    .filter(({ column }) => column !== null && !seen.has(column))
    .map(({ column }) => column ?? "");
  if (missing.length > 0) setSeen(new Set([...seen, ...missing]));
  const whole = faults.filter(({ column }) => column === null);
  const fields = columns.filter((column) => !isTrait(column) || seen.has(column));
  return (
    <li className={cx("space-y-3 px-5 py-4", leftOut && "bg-sunken/40")}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="flex items-center gap-2.5 text-sm">
          <span className="font-medium tabular-nums">Line {line}</span>
          {leftOut ? (
            <Badge>Left out</Badge>
          ) : faults.length === 0 ? (
            <Badge tone="pine" dot>
              Fixed
            </Badge>
          ) : (
            <Badge tone="ember" dot>
              Needs a fix
            </Badge>
          )}
        </p>
        <Button type="button" kind="quiet" size="small" onClick={onToggle}>
          {leftOut ? "Take it in" : "Leave out"}
          <span className="sr-only"> line {line}</span>
        </Button>
      </div>
      {!leftOut && (
        <>
          {whole.map(({ message }) => (
            <p key={message} role="alert" className="flex gap-2 text-sm">
              <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-ember" />
              {message}
            </p>
          ))}
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {fields.map((column) => (
              <Cell
                key={column}
                label={targetWords(column as Target)}
                text={cells[column] ?? ""}
                error={faults.find((fault) => fault.column?.replace(/\[\d+\]$/, "") === column)?.message}
                onCommit={(text) => onEdit(column, text)}
              />
            ))}
          </div>
        </>
      )}
    </li>
  );
}

interface CellProps {
  label: string;
  text: string;
  error: string | undefined;
  onCommit: (text: string) => void;
}

/** What is typed counts when the field is left or Enter is pressed: checking thousands of rows at each key would lag. */
function Cell({ label, text, error, onCommit }: CellProps) {
  const [typed, setTyped] = useState(text);
  const commit = () => {
    if (typed.trim() !== text) onCommit(typed);
  };
  return (
    <FormField label={label} error={error}>
      {(control) => (
        <Input
          {...control}
          className="min-h-9! text-sm!"
          value={typed}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
        />
      )}
    </FormField>
  );
}
