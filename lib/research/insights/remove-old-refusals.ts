import type { Context } from "@/lib/platform/context";

const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

/** Forgets refusals that are older than 400 days: the year of a budget, and a month to look back. */
export async function removeOldRefusals(ctx: Context): Promise<void> {
  await ctx.db.insightRefusal.deleteMany({
    where: { at: { lt: new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS) } },
  });
}
