import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import { keyEvent } from "@/lib/partners/api-keys/present-api-key";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/** Revokes a key for good; every instance refuses it within a second. Revoking again changes nothing. Throws NotFound. */
export async function revokeApiKey(
  ctx: PartnerContext,
  input: { partner_id: string; key_id: string },
): Promise<undefined> {
  assertPermitted(ctx, "keys:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const key = await findApiKey(ctx, tx, input);
    if (key.revokedAt !== null) return undefined;
    const now = ctx.clock.now();
    const row = await tx.apiKey.update({
      where: { id: key.id, partnerId: ctx.partnerId },
      data: { revokedAt: now, updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "api_key.revoked",
      targetType: "api_key",
      targetId: key.id,
      details: { name: key.name, mode: key.mode },
    });
    await emitEvent(ctx, tx, { partnerId: ctx.partnerId, type: "key.revoked", data: keyEvent(row) });
    return undefined;
  });
}
