interface ChartTableProps {
  label: string;
  /** The first one names the rows. */
  headers: readonly string[];
  /** As read: the first cell names the row. */
  rows: readonly (readonly string[])[];
}

/** The table behind a chart: scrolls in its own frame, with its header in sight. */
export function ChartTable({ label, headers, rows }: ChartTableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-lg border border-line -outline-offset-2"
    >
      <table className="w-full border-collapse text-right text-sm tabular-nums">
        <thead className="sticky top-0 bg-sunken text-xs text-muted">
          <tr>
            {headers.map((header, at) => (
              <th
                key={header}
                scope="col"
                className={`px-3 py-2 font-medium whitespace-nowrap ${at === 0 ? "text-left" : ""}`}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(([name = "", ...cells]) => (
            <tr key={name}>
              <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap">
                {name}
              </th>
              {cells.map((cell, at) => (
                <td key={headers[at + 1]} className="px-3 py-1.5 whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
