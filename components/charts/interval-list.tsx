import { useId } from "react";

export interface IntervalRow {
  label: string;
  /** Null where nothing may be shown. */
  value: number | null;
  low: number;
  high: number;
  /** The figure as it is read: "1,230 ±30". */
  shown: string;
}

interface IntervalListProps {
  /** What the labels are: "Age". */
  labelHeader: string;
  /** What the figures are: "People". */
  valueHeader: string;
  groups: readonly { label: string | null; rows: readonly IntervalRow[] }[];
  /** The ends of the scale, and their words. */
  from: number;
  to: number;
  fromLabel: string;
  toLabel: string;
}

/** Figures with their error bars, a row each: a dot where the figure is, a line over where the true one may be. */
export function IntervalList({
  labelHeader,
  valueHeader,
  groups,
  from,
  to,
  fromLabel,
  toLabel,
}: IntervalListProps) {
  const id = useId();
  const place = (value: number) =>
    `${to === from ? 0 : (100 * (Math.min(to, Math.max(from, value)) - from)) / (to - from)}%`;
  return (
    <table className="w-full table-fixed text-sm">
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="w-24 pb-2 text-left font-medium sm:w-44">
            {labelHeader}
          </th>
          <td aria-hidden className="pb-2">
            <span className="flex justify-between tabular-nums">
              <span>{fromLabel}</span>
              <span>{toLabel}</span>
            </span>
          </td>
          <th scope="col" className="w-28 pb-2 pl-3 text-right font-medium sm:w-48">
            {valueHeader}
          </th>
        </tr>
      </thead>
      {groups.map(({ label, rows }, at) => (
        <tbody key={label ?? "all"} aria-labelledby={label === null ? undefined : `${id}-${at}`}>
          {label !== null && (
            <tr>
              <th
                id={`${id}-${at}`}
                scope="rowgroup"
                colSpan={3}
                className="pt-4 pb-1 text-left font-semibold"
              >
                {label}
              </th>
            </tr>
          )}
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row" className="py-1 pr-3 text-left font-normal wrap-anywhere">
                {row.label}
              </th>
              <td aria-hidden className="py-1">
                <span className="relative block h-5 rounded bg-sunken">
                  {row.value !== null && (
                    <>
                      <span
                        className="absolute inset-y-0 left-0 rounded bg-plum-soft"
                        style={{ width: place(row.value) }}
                      />
                      <span
                        className="absolute top-1/2 h-0.5 min-w-0.5 -translate-y-1/2 bg-chart-1"
                        style={{ left: place(row.low), right: `calc(100% - ${place(row.high)})` }}
                      />
                      <span
                        className="absolute top-1/2 size-2 -translate-1/2 rounded-full bg-chart-1 ring-2 ring-card"
                        style={{ left: place(row.value) }}
                      />
                    </>
                  )}
                </span>
              </td>
              <td className={`py-1 pl-3 text-right tabular-nums ${row.value === null ? "text-muted" : ""}`}>
                {row.shown}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
