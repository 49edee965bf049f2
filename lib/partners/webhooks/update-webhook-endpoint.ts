import { acceptedUrl } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { disableEndpoint } from "@/lib/partners/webhooks/disable-endpoint";
import { findEndpoint, lockEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentEndpoint } from "@/lib/partners/webhooks/present-webhook";
import type { UpdateWebhookEndpoint, WebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Changes an endpoint's address, description or event types, or switches it on or off. Deliveries that wait go to the
 * new address; where it is switched off they have failed, and can be replayed once it is on again.
 * Throws Forbidden, NotFound, Invalid.
 */
export async function updateWebhookEndpoint(
  ctx: PartnerContext,
  input: UpdateWebhookEndpoint,
): Promise<WebhookEndpoint> {
  assertPermitted(ctx, "webhooks:write");
  const { endpoint_id, enabled, ...changes } = input;
  const url = changes.url === undefined ? undefined : acceptedUrl(changes.url);
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, endpoint_id);
    const endpoint = await findEndpoint(ctx, tx, endpoint_id);
    const now = ctx.clock.now();
    if (enabled === false && endpoint.disabledAt === null) {
      await disableEndpoint(ctx, tx, endpoint, "partner");
    }
    const row = await tx.webhookEndpoint.update({
      where: { id: endpoint.id, partnerId: ctx.partnerId },
      data: {
        url,
        description: changes.description === "" ? null : changes.description,
        eventTypes: changes.event_types,
        // From here on it is judged anew.
        ...(enabled === true || url !== undefined ? { failingSince: null } : {}),
        ...(enabled === true ? { disabledAt: null, disabledReason: null } : {}),
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "webhook_endpoint.updated",
      targetType: "webhook_endpoint",
      targetId: row.id,
      details: {
        fields: Object.keys(input).filter((field) => field !== "endpoint_id"),
        ...(url === undefined ? {} : { url }),
        ...(enabled === undefined ? {} : { enabled }),
      },
    });
    return presentEndpoint(row, now);
  });
}
