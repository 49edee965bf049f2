import { findPair } from "@/lib/people/together/find-pair";
import { versionOf } from "@/lib/people/together/present-pair";
import type { OnePair } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";

/** What changes when a comparison's page does, for a page that is open. Throws NotFound once it is gone. */
export async function getPairVersion(
  ctx: ProfileContext,
  { pair_id }: OnePair,
): Promise<{ version: string; ended: boolean }> {
  const pair = await findPair(ctx, ctx.db, pair_id);
  return { version: versionOf(pair), ended: pair.row.endedAt !== null };
}
