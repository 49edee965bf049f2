import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

export interface Column<T> {
  /** Unique among the columns; also what screen readers and phones call it. */
  header: string;
  cell: (row: T) => ReactNode;
  align?: "right";
  /** Left out where there is little room, for what is only nice to know. */
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
  /** Two lines a row where there is little room, values without labels: for logs, whose values say what they are. */
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

/** How a table is laid out where it has room, and before that. */
const LAYOUTS = {
  /** Small cards: the name on top, the rest as label and value. */
  cards: {
    table: "md:table",
    head: "md:table-header-group",
    body: "md:table-row-group",
    row: "block md:table-row md:p-0",
    name: "pr-10 pb-1 md:table-cell md:px-4 md:py-3 md:pl-5 md:align-middle",
    cell: "justify-between md:px-4 md:py-3 md:align-middle md:last:pr-5",
    shown: "md:table-cell",
    right: "md:text-right md:whitespace-nowrap",
    label: "md:hidden",
    value: "text-right md:[text-align:inherit]",
  },
  /** Two lines: the name above, all values side by side below, the last at the end. */
  lines: {
    table: "xl:table",
    head: "xl:table-header-group",
    body: "xl:table-row-group",
    row: "flex flex-wrap items-center gap-x-3 gap-y-1 xl:table-row xl:p-0",
    name: "basis-full xl:table-cell xl:px-4 xl:py-3 xl:pl-5 xl:align-middle",
    cell: "last:ml-auto xl:px-4 xl:py-3 xl:align-middle xl:last:pr-5",
    shown: "xl:table-cell",
    right: "whitespace-nowrap xl:text-right",
    label: "hidden",
    value: "",
  },
} as const;

/** A table that takes another form where the screen is too narrow for its columns. */
export function DataTable<T>({ label, columns, rows, rowKey, dense = false }: DataTableProps<T>) {
  const [name, ...rest] = columns;
  const layout = LAYOUTS[dense ? "lines" : "cards"];
  return (
    <div className="overflow-x-auto rounded-2xl border border-line bg-card">
      <table
        {...ROLE.table}
        aria-label={label}
        className={cx("block w-full border-collapse text-left text-sm", layout.table)}
      >
        <thead {...ROLE.rowgroup} className={cx("hidden border-b border-line bg-sunken/50", layout.head)}>
          <tr {...ROLE.row}>
            {columns.map((column) => (
              <th
                key={column.header}
                {...ROLE.columnheader}
                scope="col"
                className={cx(
                  "px-4 py-2.5 text-xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5",
                  column.align === "right" && "text-right",
                  column.wideOnly && "hidden xl:table-cell",
                )}
              >
                <span className={column.headerHidden ? "sr-only" : undefined}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLE.rowgroup} className={cx("block divide-y divide-line", layout.body)}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              {...ROLE.row}
              className={cx("relative px-4 py-3 transition-colors hover:bg-sunken/40", layout.row)}
            >
              <th {...ROLE.rowheader} scope="row" className={cx("block font-medium", layout.name)}>
                {name.cell(row)}
              </th>
              {rest.map((column) => {
                const value = column.cell(row);
                return (
                  <td
                    key={column.header}
                    {...ROLE.cell}
                    className={cx(
                      "items-baseline gap-4 py-0.5",
                      layout.cell,
                      column.wideOnly || value === null ? "hidden" : "flex",
                      column.wideOnly ? "xl:table-cell" : layout.shown,
                      column.align === "right" && `tabular-nums ${layout.right}`,
                      column.headerHidden && "absolute top-2 right-2 md:static",
                    )}
                  >
                    {!column.headerHidden && (
                      <span aria-hidden className={cx("shrink-0 text-xs text-muted", layout.label)}>
                        {column.header}
                      </span>
                    )}
                    <span
                      className={cx("min-w-0", layout.value, column.roomy && "md:block md:w-max md:max-w-48")}
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
