import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { presentResearch, type ResearchRequest } from "@/lib/research/custom/present-research";

const MOST = 100;

/** The partner's own requests, the newest first. Throws Forbidden. */
export async function listResearch(ctx: PartnerContext): Promise<ResearchRequest[]> {
  assertPermitted(ctx, "insights:read");
  const rows = await ctx.db.customResearch.findMany({
    where: { partnerId: ctx.partnerId },
    orderBy: { id: "desc" },
    take: MOST,
  });
  return rows.map(presentResearch);
}
