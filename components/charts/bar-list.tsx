import Link from "next/link";
import { type ReactNode, useId } from "react";
import { formatValue, type ValueFormat } from "@/components/charts/format-value";
import { NoFigures } from "@/components/charts/no-figures";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";

export interface BarListItem {
  label: string;
  /** Unique in the list; left out where labels are. */
  id?: string;
  value: number;
  /** Where a click leads: the log with this filter, say. */
  href?: string;
  /** Beside the figure: a share, a rate. */
  note?: string;
}

interface BarListProps {
  title: string;
  description?: ReactNode;
  /** What the labels are: "Endpoint". */
  labelHeader: string;
  /** What the figures are: "Calls". */
  valueHeader: string;
  items: readonly BarListItem[];
  format: ValueFormat;
  /** Where the same figures are as CSV. */
  downloadHref?: string;
  empty?: ReactNode;
}

/** Figures by name, longest bar first as they are given: a table whose cells hold their own bars. */
export function BarList({
  title,
  description,
  labelHeader,
  valueHeader,
  items,
  format,
  downloadHref,
  empty,
}: BarListProps) {
  const id = useId();
  const largest = Math.max(...items.map(({ value }) => value), 0);
  return (
    <Card className="min-w-0">
      <section aria-labelledby={id} className="p-5">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
            {description !== undefined && <p className="text-sm text-muted">{description}</p>}
          </div>
          {downloadHref !== undefined && items.length > 0 && (
            <DownloadLink href={downloadHref} what={title} />
          )}
        </div>
        {items.length === 0 ? (
          <NoFigures>{empty}</NoFigures>
        ) : (
          <table aria-labelledby={id} className="mt-3 w-full border-separate border-spacing-y-1 text-sm">
            <thead className="text-xs text-muted">
              <tr>
                <th scope="col" className="pb-1 text-left font-medium">
                  {labelHeader}
                </th>
                <th scope="col" className="pb-1 pl-4 text-right font-medium whitespace-nowrap">
                  {valueHeader}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ label, id: itemId = label, value, href, note }) => (
                <tr key={itemId}>
                  <th scope="row" className="relative w-full max-w-0 p-0 text-left font-normal">
                    <span
                      aria-hidden
                      className="absolute inset-y-0 left-0 min-w-0.5 rounded bg-plum-soft"
                      style={{ width: `${largest === 0 ? 0 : (value / largest) * 100}%` }}
                    />
                    <span className="relative block truncate px-2 py-1" title={label}>
                      {href === undefined ? (
                        label
                      ) : (
                        <Link prefetch={false} href={href} className="hover:underline">
                          {label}
                        </Link>
                      )}
                    </span>
                  </th>
                  <td className="pl-4 text-right whitespace-nowrap tabular-nums">
                    {formatValue(format, value)}
                    {note !== undefined && <span className="ml-2 text-muted">{note}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Card>
  );
}
