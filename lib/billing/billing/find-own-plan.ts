import { livePlan } from "@/lib/billing/billing/partner-standing";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import type { Subscription as SubscriptionRow } from "@/lib/platform/prisma/client";

/** The caller's plan as we know it; null where there is none. */
export async function readOwnPlan(ctx: PartnerContext): Promise<SubscriptionRow | null> {
  return livePlan(await ctx.db.subscription.findMany({ where: { partnerId: ctx.partnerId } }));
}

/** The caller's plan. Throws Conflict `not_subscribed` where there is none. */
export async function findOwnPlan(ctx: PartnerContext): Promise<SubscriptionRow> {
  const plan = await readOwnPlan(ctx);
  if (plan === null) throw new Conflict("not_subscribed", "There is no plan to change: choose one first.");
  return plan;
}
