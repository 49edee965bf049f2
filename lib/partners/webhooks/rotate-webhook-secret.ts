import { findEndpoint, lockEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentEndpoint } from "@/lib/partners/webhooks/present-webhook";
import type { NewWebhookEndpoint, RotateWebhookSecret } from "@/lib/partners/webhooks/schemas";
import { generateSigningSecret, sealSigningSecret } from "@/lib/partners/webhooks/signing-secret";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Gives an endpoint a new signing secret, shown this once. For `overlap_seconds` the old one signs too, each message
 * then carrying both signatures; 0 ends it at once. A secret from a rotation before that ends now in any case.
 * Throws Forbidden, NotFound.
 */
export async function rotateWebhookSecret(
  ctx: PartnerContext,
  input: RotateWebhookSecret,
): Promise<NewWebhookEndpoint> {
  assertPermitted(ctx, "webhooks:write");
  const secret = generateSigningSecret();
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, input.endpoint_id);
    const endpoint = await findEndpoint(ctx, tx, input.endpoint_id);
    const now = ctx.clock.now();
    const overlaps = input.overlap_seconds > 0;
    const row = await tx.webhookEndpoint.update({
      where: { id: endpoint.id, partnerId: ctx.partnerId },
      data: {
        sealedSecret: sealSigningSecret(endpoint.id, secret),
        previousSealedSecret: overlaps ? endpoint.sealedSecret : null,
        previousSecretExpiresAt: overlaps ? new Date(now.getTime() + input.overlap_seconds * 1_000) : null,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "webhook_endpoint.secret_rotated",
      targetType: "webhook_endpoint",
      targetId: row.id,
      details: { overlap_seconds: input.overlap_seconds },
    });
    return { ...presentEndpoint(row, now), secret };
  });
}
