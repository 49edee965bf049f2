import { effectiveTier } from "@/lib/plans/effective-tier";
import type { TierName } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { Forbidden } from "@/lib/platform/errors";
import { findPartner } from "@/lib/platform/find-partner";
import { assertLive } from "@/lib/platform/permissions";

/** The tiers with research insights. Specification section 9. */
export const INSIGHT_TIERS: ReadonlySet<TierName> = new Set<TierName>(["research", "enterprise"]);

/** Throws Forbidden `live_key_required`, `tier_lacks_insights`. */
export async function assertInsights(ctx: PartnerContext, db: Db): Promise<void> {
  assertLive(ctx);
  const partner = await findPartner(ctx, db, ctx.partnerId);
  if (INSIGHT_TIERS.has(effectiveTier(partner))) return;
  throw new Forbidden(
    "tier_lacks_insights",
    "Research insights come with the Research plan ($10,000 a year) and with Enterprise.",
  );
}
