import { type AtWork, requirePartner } from "@/app/session";
import { effectiveTier } from "@/lib/plans/effective-tier";
import { INSIGHT_TIERS } from "@/lib/research/insights/assert-insights";

export interface ResearchAtWork extends AtWork {
  /** Whether they may ask what spends the team's share. */
  mayAsk: boolean;
}

/** A member at work for a partner; `unlocked` is null where its plan has no research. Pages then show what it would bring. */
export async function requireResearch(): Promise<{ atWork: AtWork; unlocked: ResearchAtWork | null }> {
  const atWork = await requirePartner();
  if (!INSIGHT_TIERS.has(effectiveTier(atWork.partner))) return { atWork, unlocked: null };
  return { atWork, unlocked: { ...atWork, mayAsk: atWork.ctx.permissions.has("insights:query") } };
}
