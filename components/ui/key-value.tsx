import type { ReactNode } from "react";

interface KeyValueProps {
  items: readonly { label: string; value: ReactNode }[];
}

/** Facts of one thing, each with its name. */
export function KeyValue({ items }: KeyValueProps) {
  return (
    <dl className="@container divide-y divide-line text-sm">
      {items.map(({ label, value }) => (
        <div
          key={label}
          className="grid gap-x-6 gap-y-0.5 py-2.5 @sm:items-baseline @sm:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
