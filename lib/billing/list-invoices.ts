import { PRESENTED, presentInvoice } from "@/lib/billing/present-invoice";
import type { Invoice, InvoiceQuery } from "@/lib/billing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Stripe's ids do not sort by time: a page ends at a time and an id. */
function readCursor(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const [time, id] = Buffer.from(cursor ?? "", "base64url")
    .toString("utf8")
    .split(" ");
  const createdAt = new Date(time ?? "");
  return id === undefined || Number.isNaN(createdAt.getTime()) ? null : { createdAt, id };
}

/** The caller's own invoices that were finalized, newest first. Throws Forbidden. */
export async function listInvoices(
  ctx: PartnerContext,
  { limit, cursor }: InvoiceQuery,
): Promise<{ data: Invoice[]; has_more: boolean; next_cursor: string | null }> {
  assertPermitted(ctx, "billing:read");
  const after = readCursor(cursor);
  const rows = await ctx.db.invoice.findMany({
    where: {
      partnerId: ctx.partnerId,
      finalizedAt: { not: null },
      ...(after === null
        ? {}
        : {
            OR: [
              { createdAt: { lt: after.createdAt } },
              { createdAt: after.createdAt, id: { lt: after.id } },
            ],
          }),
    },
    include: PRESENTED,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    data: shown.map(presentInvoice),
    has_more: more,
    next_cursor: more
      ? Buffer.from(`${last.createdAt.toISOString()} ${last.id}`).toString("base64url")
      : null,
  };
}
