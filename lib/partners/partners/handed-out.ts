import { keyEvent } from "@/lib/partners/api-keys/present-api-key";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";

/** Something of a partner's that was made before its address was verified, by whoever signed it up. */
export interface HandedOut {
  id: string;
  kind: "api_key" | "signing_key" | "webhook_endpoint" | "alert" | "invitation";
  /** What to call it: `First test key (sk_test_3f…)`. */
  name: string;
  createdAt: Date;
  /** The shortened address it was made from, where that is known. */
  ip: string | null;
}

/** What works at this moment of what was handed out, oldest first. */
export async function listHandedOut(db: Db, partnerId: string, now: Date): Promise<HandedOut[]> {
  const inUse = { partnerId, revokedAt: null };
  const unexpired = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  const switchedOn = { partnerId, disabledAt: null, deletedAt: null };
  const [keys, signingKeys, endpoints, alerts, invitations] = await Promise.all([
    db.apiKey.findMany({ where: { ...inUse, ...unexpired } }),
    db.signingKey.findMany({ where: inUse }),
    db.webhookEndpoint.findMany({ where: switchedOn }),
    db.alert.findMany({ where: switchedOn }),
    db.invitation.findMany({ where: { ...inUse, acceptedAt: null, expiresAt: { gt: now } } }),
  ]);
  const items = [
    ...keys.map(({ id, name, prefix, createdAt }) => ({
      id,
      kind: "api_key" as const,
      name: `${name} (${prefix}…)`,
      createdAt,
    })),
    ...signingKeys.map(({ id, name, createdAt }) => ({ id, kind: "signing_key" as const, name, createdAt })),
    ...endpoints.map(({ id, url, createdAt }) => ({
      id,
      kind: "webhook_endpoint" as const,
      name: url,
      createdAt,
    })),
    ...alerts.map(({ id, name, recipients, createdAt }) => ({
      id,
      kind: "alert" as const,
      name: `${name}, to ${recipients.join(", ")}`,
      createdAt,
    })),
    ...invitations.map(({ id, email, createdAt }) => ({
      id,
      kind: "invitation" as const,
      name: email,
      createdAt,
    })),
  ];
  const made = await db.auditEvent.findMany({
    where: { partnerId, targetId: { in: items.map(({ id }) => id) } },
    orderBy: { at: "asc" },
    select: { targetId: true, ip: true },
  });
  const from = new Map(made.toReversed().map(({ targetId, ip }) => [targetId, ip]));
  return items
    .map((item) => ({ ...item, ip: from.get(item.id) ?? null }))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/**
 * Ends what was handed out before an address was verified, but for what its owner has chosen to keep. The caller holds
 * the partner's lock: nothing can be made meanwhile. Returns how much was ended.
 */
export async function endHandedOut(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  keep: readonly string[],
): Promise<number> {
  const now = ctx.clock.now();
  const kept = new Set(keep);
  const ended = (await listHandedOut(tx, partnerId, now)).filter(({ id }) => !kept.has(id));
  for (const item of ended) await END[item.kind](ctx, tx, partnerId, item, now);
  return ended.length;
}

type End = (ctx: Context, tx: Transaction, partnerId: string, item: HandedOut, now: Date) => Promise<void>;

const REASON = "made before the address was verified";

const END: Record<HandedOut["kind"], End> = {
  async api_key(ctx, tx, partnerId, { id }, now) {
    const row = await tx.apiKey.update({
      where: { id, partnerId },
      data: { revokedAt: now, updatedAt: now },
    });
    const details = { name: row.name, mode: row.mode, reason: REASON };
    await audit(ctx, tx, {
      partnerId,
      action: "api_key.revoked",
      targetType: "api_key",
      targetId: id,
      details,
    });
    await emitEvent(ctx, tx, { partnerId, type: "key.revoked", data: keyEvent(row) });
  },
  async signing_key(ctx, tx, partnerId, { id, name }, now) {
    await tx.signingKey.update({ where: { id, partnerId }, data: { revokedAt: now, sealedSecret: null } });
    const details = { name, reason: REASON };
    await audit(ctx, tx, {
      partnerId,
      action: "signing_key.revoked",
      targetType: "signing_key",
      targetId: id,
      details,
    });
  },
  async webhook_endpoint(ctx, tx, partnerId, { id, name }, now) {
    const disabled = { disabledAt: now, disabledReason: "partner", updatedAt: now };
    await tx.webhookEndpoint.update({ where: { id, partnerId }, data: disabled });
    await tx.webhookDelivery.updateMany({
      where: { endpointId: id, partnerId, status: "pending" },
      data: { status: "failed", nextAttemptAt: null },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "webhook_endpoint.disabled",
      targetType: "webhook_endpoint",
      targetId: id,
      details: { url: name, reason: REASON },
    });
  },
  async alert(ctx, tx, partnerId, { id, name }, now) {
    await tx.alert.update({ where: { id, partnerId }, data: { disabledAt: now, updatedAt: now } });
    await audit(ctx, tx, {
      partnerId,
      action: "alert.updated",
      targetType: "alert",
      targetId: id,
      details: { name, enabled: false, reason: REASON },
    });
  },
  async invitation(ctx, tx, partnerId, { id, name }, now) {
    await tx.invitation.update({ where: { id, partnerId }, data: { revokedAt: now } });
    await audit(ctx, tx, {
      partnerId,
      action: "invitation.revoked",
      targetType: "invitation",
      targetId: id,
      details: { email: name, reason: REASON },
    });
  },
};
