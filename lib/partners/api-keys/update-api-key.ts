import { assertMayChangeKey, termsOfKey } from "@/lib/partners/api-keys/assert-may-change-key";
import { assertMayRequireSignatures } from "@/lib/partners/api-keys/create-signing-key";
import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import { keyEvent, presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import type { ApiKey, UpdateApiKey } from "@/lib/partners/api-keys/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context, PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { findPartner, lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";
import type { ApiKey as ApiKeyRow } from "@/lib/platform/prisma/client";

/**
 * Changes a key's name, scopes, expiry, allowlist, pinned model, or whether its calls must be signed; in force on
 * every instance within a second. What may be changed by whom is said in `key-powers`; a key that was rotated can only
 * be tightened, or it would outlive its overlap.
 * Throws NotFound, Invalid, Conflict `key_inactive`, `already_rotated` or `no_signing_key`, Forbidden
 * `stronger_credential_needed` or `tier_lacks_signatures`.
 */
export async function updateApiKey(
  ctx: PartnerContext,
  input: UpdateApiKey & { partner_id: string; key_id: string },
): Promise<ApiKey> {
  assertPermitted(ctx, "keys:write");
  const { partner_id, key_id, ...changes } = input;
  const expiresAt = changes.expires_at === undefined ? undefined : futureExpiry(ctx, changes.expires_at);
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const key = await findApiKey(ctx, tx, { partner_id, key_id });
    assertActive(ctx, key);
    const before = termsOfKey(key);
    const after = {
      mode: key.mode,
      scopes: changes.scopes ?? before.scopes,
      signatureRequired: changes.signature_required ?? key.signatureRequired,
      ipAllowlist: changes.ip_allowlist ?? key.ipAllowlist,
      expiresAt: expiresAt === undefined ? key.expiresAt : expiresAt,
    };
    await assertMayChangeKey(ctx, tx, { kind: "update", before, after, rotated: key.replacedById !== null });
    if (changes.signature_required === true && !key.signatureRequired) {
      await assertMayRequireSignatures(tx, await findPartner(ctx, tx, partner_id));
    }
    const row = await tx.apiKey.update({
      where: { id: key.id, partnerId: ctx.partnerId },
      data: {
        name: changes.name,
        scopes: changes.scopes,
        ipAllowlist: changes.ip_allowlist,
        pinnedModel: changes.pinned_model,
        signatureRequired: changes.signature_required,
        ...(expiresAt === undefined ? {} : { expiresAt, expiryWarnedAt: null }),
        updatedAt: ctx.clock.now(),
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "api_key.updated",
      targetType: "api_key",
      targetId: row.id,
      details: { fields: Object.keys(changes) },
    });
    await emitEvent(ctx, tx, {
      partnerId: ctx.partnerId,
      type: "key.updated",
      data: { ...keyEvent(row), changed: Object.keys(changes) },
    });
    return presentApiKey(row, ctx.clock.now());
  });
}

/** Throws Conflict `key_inactive` for a key that has been revoked or has expired: those stay as they are. */
export function assertActive(ctx: Context, key: ApiKeyRow): void {
  const expired = key.expiresAt !== null && key.expiresAt <= ctx.clock.now();
  if (key.revokedAt !== null || expired) {
    throw new Conflict(
      "key_inactive",
      `This key ${key.revokedAt !== null ? "has been revoked" : "has expired"}.`,
    );
  }
}

/** Reads an expiry, which must lie ahead. Throws Invalid. */
export function futureExpiry(ctx: Context, text: string | null): Date | null {
  if (text === null) return null;
  const at = new Date(text);
  if (at <= ctx.clock.now()) {
    throw new Invalid("invalid_input", "One field of the input is not valid.", [
      { path: "expires_at", message: "Must lie in the future." },
    ]);
  }
  return at;
}
