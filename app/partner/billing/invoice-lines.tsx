import { dayOf, dollars } from "@/app/partner/billing/billing-words";
import type { PreviewLine } from "@/lib/billing/billing/schemas";

/** The lines of an invoice to come, with what a coupon takes off. */
export function InvoiceLines({
  lines,
  discountMinor,
}: {
  lines: readonly PreviewLine[];
  discountMinor: number;
}) {
  return (
    <ul className="space-y-2 text-sm">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <li key={at} className="flex justify-between gap-4">
          <span className="min-w-0">
            {line.description}
            <span className="block text-xs text-muted">
              {dayOf(line.period_start)} to {dayOf(line.period_end)}
            </span>
          </span>
          <span className="shrink-0 tabular-nums">{dollars(line.amount_minor)}</span>
        </li>
      ))}
      {discountMinor !== 0 && (
        <li className="flex justify-between gap-4">
          <span>Discount</span>
          <span className="tabular-nums">{dollars(-discountMinor)}</span>
        </li>
      )}
    </ul>
  );
}
