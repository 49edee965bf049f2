import { useId } from "react";

interface Row {
  label: string;
  bar: { value: number; low: number; high: number } | null;
  text: string;
}

interface AnswerFigureProps {
  /** What the table is called for screen readers. */
  title: string;
  rowHeader: string;
  valueHeader: string;
  /** The end of the scale. */
  most: number;
  groups: readonly { label: string | null; rows: readonly Row[] }[];
}

/** An answer as tables whose rows hold their own bars, each with the range that its true figure is in at 95 %. */
export function AnswerFigure({ title, rowHeader, valueHeader, most, groups }: AnswerFigureProps) {
  const id = useId();
  return (
    <div className="space-y-6">
      {groups.map(({ label, rows }, at) => (
        <section key={label ?? ""} className="space-y-2">
          {label !== null && (
            <h3 id={`${id}-${at}`} className="font-medium">
              {label}
            </h3>
          )}
          <table
            aria-label={label === null ? title : `${title}: ${label}`}
            className="w-full border-separate border-spacing-y-1 text-sm"
          >
            <thead className="text-xs text-muted">
              <tr>
                <th scope="col" className="w-px pr-4 pb-1 text-left font-medium whitespace-nowrap">
                  {rowHeader}
                </th>
                <th scope="col" className="pb-1 text-right font-medium whitespace-nowrap sm:hidden">
                  {valueHeader}
                </th>
                <th scope="col" className="hidden pb-1 text-left font-medium sm:table-cell">
                  <span className="sr-only">Bar</span>
                </th>
                <th
                  scope="col"
                  className="hidden pb-1 text-right font-medium whitespace-nowrap sm:table-cell"
                >
                  {valueHeader}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.label}>
                  <th
                    scope="row"
                    className="w-full py-1 pr-4 text-left font-normal sm:w-px sm:whitespace-nowrap"
                  >
                    {row.label}
                    {row.bar !== null && (
                      <span className="sm:hidden">
                        <Bar {...row.bar} most={most} />
                      </span>
                    )}
                  </th>
                  <td className="py-1 text-right align-top whitespace-nowrap tabular-nums sm:hidden">
                    <Value row={row} />
                  </td>
                  <td className="hidden py-1 sm:table-cell">
                    {row.bar !== null && <Bar {...row.bar} most={most} />}
                  </td>
                  <td className="hidden w-px py-1 pl-4 text-right whitespace-nowrap tabular-nums sm:table-cell">
                    <Value row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function Value({ row }: { row: Row }) {
  return <span className={row.bar === null ? "text-muted" : undefined}>{row.text}</span>;
}

function Bar({ value, low, high, most }: { value: number; low: number; high: number; most: number }) {
  const at = (figure: number) => `${Math.min(100, Math.max(0, (figure / most) * 100))}%`;
  return (
    <span aria-hidden className="relative block h-5 min-w-24">
      <span
        className="absolute inset-y-0.5 left-0 min-w-0.5 rounded bg-plum-soft"
        style={{ width: at(value) }}
      />
      <span
        className="absolute top-1/2 h-2.5 -translate-y-1/2 border-x-2 border-plum before:absolute before:inset-x-0 before:top-1/2 before:h-0.5 before:-translate-y-1/2 before:bg-plum"
        style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
      />
    </span>
  );
}
