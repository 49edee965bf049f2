import { assertMayChangeKey, termsOfKey } from "@/lib/partners/api-keys/assert-may-change-key";
import { insertApiKey } from "@/lib/partners/api-keys/create-api-key";
import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import { keyEvent, presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import type { NewApiKey, RotateApiKey } from "@/lib/partners/api-keys/schemas";
import { assertActive } from "@/lib/partners/api-keys/update-api-key";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Makes a key that takes over from another: same name, mode, scopes, allowlist, expiry, pinned model and required
 * signature. The old one works until `overlap_seconds` from now (0: it ends at once, on every instance within a
 * second).
 * Who rotates a key is shown its successor, so it must allow nothing that they may not do themselves (`key-powers`).
 * Throws NotFound, Forbidden `stronger_credential_needed`, Conflict `key_inactive` or `already_rotated`.
 */
export async function rotateApiKey(
  ctx: PartnerContext,
  input: RotateApiKey & { partner_id: string; key_id: string },
): Promise<NewApiKey> {
  assertPermitted(ctx, "keys:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const old = await findApiKey(ctx, tx, input);
    assertActive(ctx, old);
    if (old.replacedById !== null) {
      throw new Conflict(
        "already_rotated",
        `This key has been rotated already; ${old.replacedById} took over.`,
      );
    }
    const before = termsOfKey(old);
    const self = ctx.actor.type === "api_key" && ctx.actor.id === old.id;
    await assertMayChangeKey(ctx, tx, { kind: "rotate", before, self });
    const { row, key } = await insertApiKey(ctx, tx, ctx.partnerId, {
      ...before,
      name: old.name,
      pinnedModel: old.pinnedModel,
    });
    const now = ctx.clock.now();
    const overlapEnd = new Date(now.getTime() + input.overlap_seconds * 1_000);
    await tx.apiKey.update({
      where: { id: old.id, partnerId: ctx.partnerId },
      data: {
        replacedById: row.id,
        expiresAt: old.expiresAt !== null && old.expiresAt < overlapEnd ? old.expiresAt : overlapEnd,
        // Its end was asked for: no warning is due.
        expiryWarnedAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "api_key.rotated",
      targetType: "api_key",
      targetId: old.id,
      details: { replaced_by: row.id, overlap_seconds: input.overlap_seconds },
    });
    await emitEvent(ctx, tx, {
      partnerId: ctx.partnerId,
      type: "key.rotated",
      data: { ...keyEvent(row), replaces: old.id, overlap_seconds: input.overlap_seconds },
    });
    return { ...presentApiKey(row, now), key };
  });
}
