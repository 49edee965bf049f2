import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { isLive } from "@/lib/billing/billing/partner-standing";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";

/** Throws Conflict `plan_by_contract` where an operator, not Stripe, says what plan the partner has. */
export function assertNotByContract({ byContract }: Pick<PartnerRow, "byContract">): void {
  if (byContract)
    throw new Conflict("plan_by_contract", "Your plan is by contract. Write to us to change it.");
}

/** The plan that a customer has at Stripe right now; our own books may be seconds behind. */
export async function findPlanAtStripe(ctx: PartnerContext, customer: string) {
  const { data } = await askStripe(ctx, (client) => client.subscriptions.list({ customer, limit: 100 }));
  return data.find((one) => one.metadata.kind === "plan" && isLive(one)) ?? null;
}
