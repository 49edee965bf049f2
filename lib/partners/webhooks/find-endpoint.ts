import type { PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { WebhookEndpoint as WebhookEndpointRow } from "@/lib/platform/prisma/client";

/** Reads one of the caller's own endpoints. Another's, a deleted and a missing one are the same NotFound. */
export async function findEndpoint(
  ctx: PartnerContext,
  db: Db,
  endpointId: string,
): Promise<WebhookEndpointRow> {
  const row = await db.webhookEndpoint.findUnique({
    where: { id: endpointId, partnerId: ctx.partnerId, deletedAt: null },
  });
  if (row === null) throw new NotFound("webhook endpoint");
  return row;
}

/** Makes changes to one endpoint, and claims of its deliveries, wait for each other until the transaction ends. */
export async function lockEndpoint(tx: Transaction, endpointId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM webhook_endpoints WHERE id = ${endpointId}::uuid FOR NO KEY UPDATE`;
}

/** Throws Conflict `endpoint_disabled`. */
export function assertEnabled(endpoint: WebhookEndpointRow): void {
  if (endpoint.disabledAt !== null) {
    throw new Conflict("endpoint_disabled", "This endpoint is disabled: enable it first.");
  }
}
