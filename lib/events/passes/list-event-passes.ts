import { findPassPrice } from "@/lib/events/passes/find-pass-price";
import type { EventPass } from "@/lib/events/passes/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The partner's event passes, the newest first, and what one more costs in US cents. Throws Forbidden, Invalid. */
export async function listEventPasses(
  ctx: PartnerContext,
  { limit, cursor }: PageQuery,
): Promise<{ data: EventPass[]; next_cursor: string | null; price_minor: number }> {
  assertPermitted(ctx, "events:read");
  const { partnerId } = ctx;
  const before = decodeCursor(cursor);
  const [rows, price] = await Promise.all([
    ctx.db.eventPass.findMany({
      where: { partnerId, ...(before === undefined ? {} : { id: { lt: before } }) },
      include: {
        event: { select: { id: true, name: true } },
        purchase: { select: { priceMinor: true } },
      },
      orderBy: { id: "desc" },
      take: limit + 1,
    }),
    findPassPrice(ctx, ctx.db, partnerId),
  ]);
  const { data, next_cursor } = page(rows, limit);
  return {
    data: data.map((row) => ({
      id: row.id,
      origin: row.purchaseId !== null ? "bought" : row.partnershipId !== null ? "included" : "given",
      price_minor: row.purchase?.priceMinor ?? null,
      state: row.usedAt !== null ? "used" : row.takenBackAt !== null ? "taken_back" : "unused",
      event: row.event,
      created_at: row.createdAt.toISOString(),
    })),
    next_cursor,
    price_minor: price,
  };
}
