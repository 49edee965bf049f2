import { presentResult, type Result } from "@/lib/people/results/present-result";
import type { ProfileContext } from "@/lib/platform/context";

/** Results shown at most; nobody has answered so often. */
const MOST = 100;

/** The person's own results, newest first. */
export async function listResults(ctx: ProfileContext): Promise<Result[]> {
  const rows = await ctx.db.traitResult.findMany({
    where: { profileId: ctx.profileId },
    orderBy: { createdAt: "desc" },
    take: MOST,
  });
  return rows.map(presentResult);
}
