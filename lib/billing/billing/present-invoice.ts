import { OWED_BY } from "@/lib/billing/billing/partner-standing";
import type { Invoice } from "@/lib/billing/billing/schemas";
import type { Invoice as InvoiceRow, Prisma } from "@/lib/platform/prisma/client";

/** An invoice as partners see it. `kind` is its subscription's. */
export function presentInvoice(
  row: InvoiceRow & {
    subscription: { kind: "plan" | "usage"; pendingInvoiceId: string | null } | null;
    lines: { id: string }[];
  },
  refundedMinor = 0,
): Invoice {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    kind: row.subscription?.kind ?? "other",
    currency: row.currency.toUpperCase(),
    total_minor: row.totalMinor,
    refunded_minor: refundedMinor,
    amount_due_minor: row.amountDueMinor,
    amount_remaining_minor: row.amountRemainingMinor,
    created_at: row.createdAt.toISOString(),
    period_start: row.periodStart.toISOString(),
    period_end: row.periodEnd.toISOString(),
    next_attempt_at: row.nextPaymentAttemptAt?.toISOString() ?? null,
    attempts: row.attemptCount,
    waits_for_consent: row.status === "open" && row.subscription?.pendingInvoiceId === row.id,
    usage_line_id: row.lines[0]?.id ?? null,
  };
}

/** What it must be read with. */
export const PRESENTED = {
  subscription: { select: { kind: true, ...OWED_BY } },
  lines: { where: { kind: "usage" }, select: { id: true }, orderBy: { position: "asc" }, take: 1 },
} satisfies Prisma.InvoiceInclude;
