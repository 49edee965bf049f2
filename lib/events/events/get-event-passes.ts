import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** How many event passes the partner has left, and how many its events have used. */
export async function getEventPasses(ctx: PartnerContext): Promise<{ unused: number; used: number }> {
  assertPermitted(ctx, "events:read");
  const { partnerId } = ctx;
  const [unused, used] = await Promise.all([
    ctx.db.eventPass.count({ where: { partnerId, usedAt: null, takenBackAt: null } }),
    ctx.db.eventPass.count({ where: { partnerId, usedAt: { not: null } } }),
  ]);
  return { unused, used };
}
