import { failPending } from "@/lib/partners/webhooks/disable-endpoint";
import { findEndpoint, lockEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import type { EndpointPath } from "@/lib/partners/webhooks/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/** Removes an endpoint for good and forgets its secrets; what waits for it is given up. Throws Forbidden, NotFound. */
export async function deleteWebhookEndpoint(ctx: PartnerContext, input: EndpointPath): Promise<undefined> {
  assertPermitted(ctx, "webhooks:write");
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, input.endpoint_id);
    const endpoint = await findEndpoint(ctx, tx, input.endpoint_id);
    const now = ctx.clock.now();
    await tx.webhookEndpoint.update({
      where: { id: endpoint.id, partnerId: ctx.partnerId },
      data: {
        deletedAt: now,
        sealedSecret: new Uint8Array(),
        previousSealedSecret: null,
        previousSecretExpiresAt: null,
        updatedAt: now,
      },
    });
    await failPending(tx, endpoint);
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "webhook_endpoint.deleted",
      targetType: "webhook_endpoint",
      targetId: endpoint.id,
      details: { url: endpoint.url },
    });
    return undefined;
  });
}
