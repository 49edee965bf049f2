import type { DisabledReason } from "@/lib/partners/webhooks/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import type { WebhookEndpoint as WebhookEndpointRow } from "@/lib/platform/prisma/client";

/** The job that mails one owner that we switched an endpoint off. */
export const DISABLED_NOTICE_JOB = "webhooks.send-disabled-notice";

/**
 * Switches an endpoint off: nothing more is sent, and what waits has failed (and can be replayed). Where it was not
 * the partner who did it, each owner gets a mail. The caller holds the endpoint's lock.
 */
export async function disableEndpoint(
  ctx: Context,
  tx: Transaction,
  endpoint: WebhookEndpointRow,
  reason: DisabledReason,
): Promise<void> {
  const now = ctx.clock.now();
  await tx.webhookEndpoint.update({
    where: { id: endpoint.id, partnerId: endpoint.partnerId },
    data: { disabledAt: now, disabledReason: reason, updatedAt: now },
  });
  await failPending(tx, endpoint);
  if (reason === "partner") return;
  await audit(ctx, tx, {
    partnerId: endpoint.partnerId,
    action: "webhook_endpoint.disabled",
    targetType: "webhook_endpoint",
    targetId: endpoint.id,
    details: { reason },
  });
  const owners = await tx.partnerMember.findMany({
    where: { partnerId: endpoint.partnerId, role: "owner" },
    select: { userId: true },
  });
  // A partner made by a call has no members yet; its own address is then who is told.
  const recipients = owners.length === 0 ? [{}] : owners.map(({ userId }) => ({ user_id: userId }));
  for (const recipient of recipients) {
    await addJob(tx, DISABLED_NOTICE_JOB, { endpoint_id: endpoint.id, ...recipient });
  }
}

/** Gives up what waits to be delivered to an endpoint. */
export async function failPending(
  tx: Transaction,
  endpoint: Pick<WebhookEndpointRow, "id" | "partnerId">,
): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { endpointId: endpoint.id, partnerId: endpoint.partnerId, status: "pending" },
    data: { status: "failed", nextAttemptAt: null },
  });
}
