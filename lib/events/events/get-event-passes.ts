import { findRunningPartnerships, monthOfPartnership } from "@/lib/events/partnerships/find-running";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * How many event passes the partner has left, how many its events have used, and how many events its partnership still
 * includes this month.
 */
export async function getEventPasses(
  ctx: PartnerContext,
): Promise<{ unused: number; used: number; included: number }> {
  assertPermitted(ctx, "events:read");
  const { partnerId } = ctx;
  const [unused, used, included] = await Promise.all([
    ctx.db.eventPass.count({ where: { partnerId, usedAt: null, takenBackAt: null } }),
    ctx.db.eventPass.count({ where: { partnerId, usedAt: { not: null } } }),
    includedEvents(ctx),
  ]);
  return { unused, used, included };
}

async function includedEvents(ctx: PartnerContext): Promise<number> {
  const running = await findRunningPartnerships(ctx, ctx.db, ctx.partnerId);
  const months = await Promise.all(running.map((one) => monthOfPartnership(ctx, ctx.db, one)));
  return months.reduce((sum, { left }) => sum + left, 0);
}
