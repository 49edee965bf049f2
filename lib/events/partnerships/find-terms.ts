import type { PartnershipTerms } from "@/lib/events/partnerships/schemas";
import { PARTNERSHIP_EVENTS, PARTNERSHIP_PRICE } from "@/lib/plans/tiers";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";

/** A partner's terms of the event partnership: what an operator has set, else what holds for everyone. */
export async function findPartnershipTerms(
  _ctx: Context,
  db: Db,
  partnerId: string,
): Promise<PartnershipTerms> {
  const set = await db.eventPartnershipTerms.findUnique({ where: { partnerId } });
  return {
    monthly_price_minor: set?.monthlyPriceMinor ?? PARTNERSHIP_PRICE.usual,
    events_per_month: set?.eventsPerMonth ?? PARTNERSHIP_EVENTS.usual,
  };
}
