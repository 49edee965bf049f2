import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

export interface FeatureUse {
  feature: string;
  tokens: number;
  uses: number;
  last_used_at: string;
}

/** What each part of the product has used of the partner's AI tokens since a moment, the largest first. Throws Forbidden. */
export async function sumTokenUsage(ctx: PartnerContext, { since }: { since: Date }): Promise<FeatureUse[]> {
  assertPermitted(ctx, "billing:read");
  const rows = await ctx.db.walletEntry.groupBy({
    by: ["feature"],
    where: { partnerId: ctx.partnerId, kind: "use", createdAt: { gte: since } },
    _sum: { tokens: true },
    _count: true,
    _max: { createdAt: true },
  });
  return rows
    .map(({ feature, _sum, _count, _max }) => ({
      feature: feature ?? "other",
      tokens: -Number(_sum.tokens ?? 0n),
      uses: _count,
      last_used_at: (_max.createdAt ?? since).toISOString(),
    }))
    .sort((a, b) => b.tokens - a.tokens);
}
