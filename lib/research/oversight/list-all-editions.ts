import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";

/** An edition as admins see it. The exact number of people is not among it: it stays inside. */
export interface OverseenEdition {
  readonly quarter: string;
  readonly state: "frozen" | "open" | "closed";
  readonly synthetic: boolean;
  readonly frozenAt: Date;
  readonly openedAt: Date | null;
  readonly budgetMilli: number;
  readonly chargedMilli: number;
  readonly releases: number;
  readonly partners: number;
  /** Questions that were refused an answer. */
  readonly refusals: number;
}

const MOST = 40;

/** All editions, the newest first: ten years of them. For admins. */
export async function listAllEditions(ctx: AdminContext): Promise<OverseenEdition[]> {
  assertAdmin(ctx);
  const rows = await ctx.db.researchEdition.findMany({
    include: { _count: { select: { releases: true, shares: true } } },
    orderBy: { startsAt: "desc" },
    take: MOST,
  });
  const refused = await ctx.db.insightRefusal.groupBy({ by: ["quarter"], _count: true });
  const refusals = new Map(refused.map(({ quarter, _count }) => [quarter, _count]));
  return rows.map((row) => ({
    quarter: row.quarter,
    state: row.state,
    synthetic: row.synthetic,
    frozenAt: row.frozenAt,
    openedAt: row.openedAt,
    budgetMilli: row.budgetMilli,
    chargedMilli: row.chargedMilli,
    releases: row._count.releases,
    partners: row._count.shares,
    refusals: refusals.get(row.quarter) ?? 0,
  }));
}
