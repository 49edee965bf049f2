import { findEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentAttempt, presentDelivery } from "@/lib/partners/webhooks/present-webhook";
import type { DeliveryDetail, DeliveryPath } from "@/lib/partners/webhooks/schemas";
import { webhookBody } from "@/lib/partners/webhooks/webhook-body";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** One delivery with every attempt, oldest first, and what is sent. Throws Forbidden, NotFound. */
export async function getDelivery(ctx: PartnerContext, input: DeliveryPath): Promise<DeliveryDetail> {
  assertPermitted(ctx, "webhooks:read");
  const endpoint = await findEndpoint(ctx, ctx.db, input.endpoint_id);
  const row = await ctx.db.webhookDelivery.findUnique({
    where: { id: input.delivery_id, endpointId: endpoint.id, partnerId: ctx.partnerId },
    include: { event: true, tries: { orderBy: { number: "asc" } } },
  });
  if (row === null) throw new NotFound("delivery");
  return {
    ...presentDelivery(row, row.tries.at(-1)),
    payload: webhookBody(row.event),
    log: row.tries.map(presentAttempt),
  };
}
