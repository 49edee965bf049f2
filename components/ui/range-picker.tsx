import { cx } from "class-variance-authority";
import Link from "next/link";

export interface RangeChoice {
  /** What stands in the address: "7d". */
  value: string;
  /** "7 days". */
  label: string;
}

interface RangePickerProps {
  label?: string;
  choices: readonly RangeChoice[];
  current: string;
  /** The page's own path. */
  path: string;
  /** What else of the query stays; cursors do not. */
  query?: Readonly<Record<string, string | undefined>>;
  /** The name of the parameter. */
  parameter?: string;
}

/** Chooses the period by links, so that an address says what is shown, and it works without scripts. */
export function RangePicker({
  label = "Period",
  choices,
  current,
  path,
  query = {},
  parameter = "range",
}: RangePickerProps) {
  return (
    <nav aria-label={label} className="flex max-w-full min-w-0">
      <ul className="flex max-w-full overflow-x-auto rounded-lg border border-line bg-sunken p-0.5">
        {choices.map((choice) => (
          <li key={choice.value}>
            <Link
              prefetch={false}
              scroll={false}
              href={`${path}?${queryOf({ ...query, [parameter]: choice.value })}`}
              aria-current={choice.value === current ? "true" : undefined}
              className={cx(
                "inline-flex min-h-8 items-center rounded-md px-3 text-sm whitespace-nowrap -outline-offset-2 transition-colors",
                choice.value === current ? "bg-card font-medium shadow-sm" : "text-muted hover:text-ink",
              )}
            >
              {choice.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query.toString();
}
