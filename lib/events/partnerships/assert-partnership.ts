import { findRunningPartnerships } from "@/lib/events/partnerships/find-running";
import type { PartnerContext } from "@/lib/platform/context";
import { PaymentRequired } from "@/lib/platform/errors";

/** Throws PaymentRequired `event_partnership_required` where the partner has no running partnership. Test data needs none. */
export async function assertPartnership(ctx: PartnerContext): Promise<void> {
  if (ctx.mode === "test") return;
  if ((await findRunningPartnerships(ctx, ctx.db, ctx.partnerId)).length === 0)
    throw new PaymentRequired(
      "event_partnership_required",
      "Analytics of all events are part of the event partnership.",
    );
}
