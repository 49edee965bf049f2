import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

export interface Column<T> {
  /** Unique among the columns; also what screen readers and phones call it. */
  header: string;
  cell: (row: T) => ReactNode;
  align?: "right";
  /** Left out on phones, for what is only nice to know. */
  wideOnly?: boolean;
  /** Keeps its words on one line up to a width, however long the name of the row is. */
  roomy?: boolean;
  /** Whether its header is for screen readers only, as of a column of menus. */
  headerHidden?: boolean;
}

interface DataTableProps<T> {
  label: string;
  /** The first one names the row. */
  columns: readonly [Column<T>, ...Column<T>[]];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** On phones: the values in one line without their labels, for logs whose values say what they are. */
  dense?: boolean;
}

/** Written out, because a browser forgets that a table is one when it is laid out otherwise. */
const ROLE = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A table whose rows become small cards on phones: the name on top, the rest as label and value. */
export function DataTable<T>({ label, columns, rows, rowKey, dense = false }: DataTableProps<T>) {
  const [name, ...rest] = columns;
  return (
    <div className="overflow-x-auto rounded-2xl border border-line bg-card">
      <table
        {...ROLE.table}
        aria-label={label}
        className="block w-full border-collapse text-left text-sm md:table"
      >
        <thead {...ROLE.rowgroup} className="hidden border-b border-line bg-sunken/50 md:table-header-group">
          <tr {...ROLE.row}>
            {columns.map((column) => (
              <th
                key={column.header}
                {...ROLE.columnheader}
                scope="col"
                className={cx(
                  "px-4 py-2.5 text-xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5",
                  column.align === "right" && "text-right",
                )}
              >
                <span className={column.headerHidden ? "sr-only" : undefined}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLE.rowgroup} className="block divide-y divide-line md:table-row-group">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              {...ROLE.row}
              className={cx(
                "relative px-4 py-3 transition-colors hover:bg-sunken/40 md:table-row md:p-0",
                dense ? "flex flex-wrap items-center gap-x-3 gap-y-1" : "block",
              )}
            >
              <th
                {...ROLE.rowheader}
                scope="row"
                className={cx(
                  "block font-medium md:table-cell md:px-4 md:py-3 md:pl-5 md:align-middle",
                  dense ? "basis-full" : "pr-10 pb-1",
                )}
              >
                {name.cell(row)}
              </th>
              {rest.map((column) => {
                const value = column.cell(row);
                return (
                  <td
                    key={column.header}
                    {...ROLE.cell}
                    className={cx(
                      "items-baseline justify-between gap-4 py-0.5 md:table-cell md:px-4 md:py-3 md:align-middle md:last:pr-5",
                      column.wideOnly || value === null ? "hidden" : "flex",
                      column.align === "right" && "tabular-nums md:text-right",
                      column.headerHidden && "absolute top-2 right-2 md:static",
                    )}
                  >
                    {!column.headerHidden && !dense && (
                      <span aria-hidden className="shrink-0 text-xs text-muted md:hidden">
                        {column.header}
                      </span>
                    )}
                    <span
                      className={cx(
                        "min-w-0 text-right md:[text-align:inherit]",
                        column.roomy && "md:block md:w-max md:max-w-48",
                      )}
                    >
                      {value}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
