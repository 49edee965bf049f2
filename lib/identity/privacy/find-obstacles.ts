import type { Parts } from "@/lib/identity/privacy/parts";
import { personRef } from "@/lib/identity/privacy/person-ref";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import type { Obstacle } from "@/lib/platform/privacy";

/** What a person must settle before they can be deleted, over all domains. */
export async function findObstacles(
  ctx: Pick<PrivacyContext, "db" | "userId" | "profileId">,
  parts: Parts,
): Promise<Obstacle[]> {
  const person = await personRef(ctx.db, ctx);
  const found: Obstacle[] = [];
  for (const { part } of parts) found.push(...((await part.obstacles?.(ctx.db, person)) ?? []));
  return found;
}
