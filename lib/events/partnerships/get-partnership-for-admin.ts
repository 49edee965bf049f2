import { findPartnershipTerms } from "@/lib/events/partnerships/find-terms";
import type { PartnershipTerms } from "@/lib/events/partnerships/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";

/** A partner's terms of the event partnership, when what it has paid for ends, and what of its months is not earned, in US cents. For admins. */
export async function getPartnershipForAdmin(
  ctx: AdminContext,
  { partner_id: partnerId }: { partner_id: string },
): Promise<{ terms: PartnershipTerms; ends_at: string | null; months: number; deferred_minor: number }> {
  assertAdmin(ctx);
  const [terms, lasting, sums] = await Promise.all([
    findPartnershipTerms(ctx, ctx.db, partnerId),
    ctx.db.eventPartnership.aggregate({
      where: { partnerId, returnedAt: null, endsAt: { gt: ctx.clock.now() } },
      _max: { endsAt: true },
    }),
    ctx.db.eventPartnership.aggregate({
      where: { partnerId, paidAt: { not: null } },
      _sum: { months: true, priceMinor: true, earnedMinor: true, takenMinor: true },
    }),
  ]);
  const { months, priceMinor, earnedMinor, takenMinor } = sums._sum;
  return {
    terms,
    ends_at: lasting._max.endsAt?.toISOString() ?? null,
    months: months ?? 0,
    deferred_minor: (priceMinor ?? 0) - (earnedMinor ?? 0) - (takenMinor ?? 0),
  };
}
