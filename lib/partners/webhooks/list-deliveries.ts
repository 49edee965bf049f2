import { findEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentDelivery } from "@/lib/partners/webhooks/present-webhook";
import type { ListDeliveries } from "@/lib/partners/webhooks/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The deliveries to one of the caller's endpoints, newest first. Throws Forbidden, NotFound, Invalid. */
export async function listDeliveries(ctx: PartnerContext, input: ListDeliveries) {
  assertPermitted(ctx, "webhooks:read");
  const endpoint = await findEndpoint(ctx, ctx.db, input.endpoint_id);
  const before = decodeCursor(input.cursor);
  const rows = await ctx.db.webhookDelivery.findMany({
    where: {
      endpointId: endpoint.id,
      partnerId: ctx.partnerId,
      ...(input.status === undefined ? {} : { status: input.status }),
      ...(input.type === undefined ? {} : { event: { type: input.type } }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    include: { event: { select: { type: true } }, tries: { orderBy: { number: "desc" }, take: 1 } },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  return page(
    rows.map(({ tries, ...row }) => presentDelivery(row, tries[0])),
    input.limit,
  );
}
