import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import { learningOf } from "@/lib/partners/api-keys/get-key-learning";
import type { KeyLearning, LearnAddresses } from "@/lib/partners/api-keys/schemas";
import { assertActive } from "@/lib/partners/api-keys/update-api-key";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;

/**
 * Lets a key learn for some days: the addresses it is used from are kept, to propose an allowlist. What it learnt
 * before is kept too. Throws NotFound, Conflict `key_inactive`.
 */
export async function learnAddresses(
  ctx: PartnerContext,
  { key_id, days }: LearnAddresses,
): Promise<KeyLearning> {
  assertPermitted(ctx, "keys:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const key = await findApiKey(ctx, tx, { partner_id: ctx.partnerId, key_id });
    assertActive(ctx, key);
    const now = ctx.clock.now();
    const row = await tx.apiKey.update({
      where: { id: key.id, partnerId: ctx.partnerId },
      data: { learnsAddressesUntil: new Date(now.getTime() + days * DAY_MS), updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "api_key.learning_started",
      targetType: "api_key",
      targetId: key.id,
      details: { name: key.name, days },
    });
    return learningOf(tx, row, now);
  });
}
