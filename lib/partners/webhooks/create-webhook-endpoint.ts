import { MAX_ENDPOINTS } from "@/lib/partners/webhooks/delivery-rules";
import { presentEndpoint } from "@/lib/partners/webhooks/present-webhook";
import type { CreateWebhookEndpoint, NewWebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { generateSigningSecret, sealSigningSecret } from "@/lib/partners/webhooks/signing-secret";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { checkUrl, UrlRefused } from "@/lib/vendors/http/guarded-post";

/**
 * Makes an endpoint that is told of events from now on, and returns it with its signing secret, which is shown this
 * once. Whether the host's name leads to a public address is looked at with every delivery, not here.
 * Throws Forbidden, Invalid, Conflict `too_many_endpoints`.
 */
export async function createWebhookEndpoint(
  ctx: PartnerContext,
  input: CreateWebhookEndpoint,
): Promise<NewWebhookEndpoint> {
  assertPermitted(ctx, "webhooks:write");
  const url = acceptedUrl(input.url);
  const now = ctx.clock.now();
  const id = newId(now);
  const secret = generateSigningSecret();
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM partners WHERE id = ${ctx.partnerId}::uuid FOR UPDATE`;
    const count = await tx.webhookEndpoint.count({ where: { partnerId: ctx.partnerId, deletedAt: null } });
    if (count >= MAX_ENDPOINTS) {
      throw new Conflict(
        "too_many_endpoints",
        `There are ${MAX_ENDPOINTS} webhook endpoints already: delete some first.`,
      );
    }
    const row = await tx.webhookEndpoint.create({
      data: {
        id,
        partnerId: ctx.partnerId,
        url,
        description: input.description === "" ? null : input.description,
        eventTypes: [...input.event_types],
        sealedSecret: sealSigningSecret(id, secret),
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "webhook_endpoint.created",
      targetType: "webhook_endpoint",
      targetId: id,
      details: { url, event_types: row.eventTypes },
    });
    return { ...presentEndpoint(row, now), secret };
  });
}

/** The address as it will be posted to. Throws Invalid. */
export function acceptedUrl(text: string): string {
  try {
    return checkUrl(text, { allowLoopback: env().WEBHOOK_ALLOW_LOOPBACK }).href;
  } catch (error) {
    if (!(error instanceof UrlRefused)) throw error;
    throw new Invalid("invalid_input", "One field of the input is not valid.", [
      { path: "url", message: error.message },
    ]);
  }
}
