import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import type { StopLearning } from "@/lib/partners/api-keys/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Ends a key's learning; `forget` removes the addresses too. Doing so again changes nothing. Throws NotFound.
 */
export async function stopLearning(
  ctx: PartnerContext,
  { key_id, forget }: StopLearning,
): Promise<undefined> {
  assertPermitted(ctx, "keys:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const key = await findApiKey(ctx, tx, { partner_id: ctx.partnerId, key_id });
    const forgotten = forget ? (await tx.keyAddress.deleteMany({ where: { apiKeyId: key.id } })).count : 0;
    if (key.learnsAddressesUntil === null && forgotten === 0) return undefined;
    await tx.apiKey.update({
      where: { id: key.id, partnerId: ctx.partnerId },
      data: { learnsAddressesUntil: null, updatedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "api_key.learning_stopped",
      targetType: "api_key",
      targetId: key.id,
      details: { name: key.name },
    });
    return undefined;
  });
}
