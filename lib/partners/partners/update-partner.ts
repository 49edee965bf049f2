import { assertMayChangeAddress } from "@/lib/partners/api-keys/assert-may-change-key";
import { presentPartner } from "@/lib/partners/partners/present-partner";
import { requestVerification } from "@/lib/partners/partners/request-verification";
import type { Partner, UpdatePartner } from "@/lib/partners/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { findPartner, lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Changes the caller's own partner. A new e-mail address is unverified until its link is opened; keys that exist go
 * on working. Throws NotFound, LimitReached, Forbidden `stronger_credential_needed`.
 */
export async function updatePartner(
  ctx: PartnerContext,
  input: UpdatePartner & { partner_id: string },
): Promise<Partner> {
  assertPermitted(ctx, "partner:write");
  const { partner_id, ...changes } = input;
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const before = await findPartner(ctx, tx, partner_id);
    const moved = changes.email !== undefined && changes.email !== before.email;
    if (moved) await assertMayChangeAddress(ctx, tx, before);
    const row = await tx.partner.update({
      where: { id: before.id },
      data: {
        companyName: changes.company_name,
        email: changes.email,
        useCase: changes.use_case,
        ...(moved ? { emailVerifiedAt: null } : {}),
        updatedAt: ctx.clock.now(),
      },
    });
    if (moved) await requestVerification(ctx, tx, row);
    await audit(ctx, tx, {
      partnerId: row.id,
      action: "partner.updated",
      targetType: "partner",
      targetId: row.id,
      details: { fields: Object.keys(changes) },
    });
    return presentPartner(row);
  });
}
