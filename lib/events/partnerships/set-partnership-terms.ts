import { findPartnershipTerms } from "@/lib/events/partnerships/find-terms";
import type { SetPartnershipTerms } from "@/lib/events/partnerships/schemas";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Sets what a month of the event partnership costs a partner from now on, and how many events it includes. What is bought
 * or at a checkout keeps its terms. The reason is in the audit row, which the partner can read. Throws NotFound. Throws
 * Forbidden `confirm_yourself`. For admins.
 */
export async function setPartnershipTerms(ctx: AdminContext, input: SetPartnershipTerms): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await transaction(ctx, async (tx) => {
    const partner = await tx.partner.findUnique({ where: { id: input.partner_id }, select: { id: true } });
    if (partner === null) throw new NotFound("partner");
    const partnerId = partner.id;
    const before = await findPartnershipTerms(ctx, tx, partnerId);
    const row = {
      monthlyPriceMinor: input.monthly_price_minor,
      eventsPerMonth: input.events_per_month,
      setAt: ctx.clock.now(),
    };
    await tx.eventPartnershipTerms.upsert({
      where: { partnerId },
      create: { ...row, partnerId },
      update: row,
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event_partnership.terms_set",
      targetType: "partner",
      targetId: partnerId,
      details: {
        monthly_price_minor: input.monthly_price_minor,
        events_per_month: input.events_per_month,
        before_minor: before.monthly_price_minor,
        reason: input.reason,
      },
    });
  });
}
