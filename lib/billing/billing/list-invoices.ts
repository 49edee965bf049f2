import { PRESENTED, presentInvoice } from "@/lib/billing/billing/present-invoice";
import type { Invoice, InvoiceQuery } from "@/lib/billing/billing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";

/** As we write it: a time as `toISOString` gives it, and an id of Stripe's. */
const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) ([\w-]{1,200})$/;

/** Stripe's ids do not sort by time: a page ends at a time and an id. Null for what is no cursor of ours. */
function readCursor(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const [, time = "", id = ""] = CURSOR.exec(Buffer.from(cursor ?? "", "base64url").toString("utf8")) ?? [];
  const createdAt = new Date(time);
  return Number.isNaN(createdAt.getTime()) ? null : { createdAt, id };
}

/** What was given back of each of the caller's own invoices. */
async function readRefunded(ctx: PartnerContext, invoiceIds: string[]): Promise<Map<string | null, number>> {
  const sums = await ctx.db.billingRefund.groupBy({
    by: ["invoiceId"],
    where: {
      partnerId: ctx.partnerId,
      invoiceId: { in: invoiceIds },
      status: { in: ["pending", "succeeded"] },
    },
    _sum: { amountMinor: true },
  });
  return new Map(sums.map(({ invoiceId, _sum }) => [invoiceId, _sum.amountMinor ?? 0]));
}

/** The caller's own invoices that were finalized and are of anything, newest first. Throws Forbidden. */
export async function listInvoices(
  ctx: PartnerContext,
  { limit, cursor }: InvoiceQuery,
): Promise<{ data: Invoice[]; has_more: boolean; next_cursor: string | null }> {
  assertPermitted(ctx, "billing:read");
  assertLive(ctx);
  const after = readCursor(cursor);
  const rows = await ctx.db.invoice.findMany({
    where: {
      partnerId: ctx.partnerId,
      finalizedAt: { not: null },
      // Stripe makes one for a month without live calls, too: nobody needs to see it.
      NOT: { totalMinor: 0, subscription: { kind: "usage" } },
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
  const refunded = await readRefunded(
    ctx,
    shown.map(({ id }) => id),
  );
  return {
    data: shown.map((row) => presentInvoice(row, refunded.get(row.id))),
    has_more: more,
    next_cursor: more
      ? Buffer.from(`${last.createdAt.toISOString()} ${last.id}`).toString("base64url")
      : null,
  };
}
