import { z } from "zod";
import { formatMoney } from "@/lib/money/format-money";
import { EVENT_PASS_PRICE } from "@/lib/plans/tiers";
import { humanLine } from "@/lib/platform/human-text";

/** A purchase by its checkout at Stripe. */
export const PassPurchaseRef = z.strictObject({
  checkout_session_id: z.string().regex(/^cs_\w{1,200}$/, "Is no checkout of ours."),
});
export type PassPurchaseRef = z.output<typeof PassPurchaseRef>;

const { least, most } = EVENT_PASS_PRICE;

/** What an operator says when setting a partner's price. */
export const SetEventPassPrice = z.strictObject({
  partner_id: z.uuid("Must be a UUID."),
  price_minor: z
    .int("Must be a whole number of cents.")
    .min(least, `Must be at least ${formatMoney(least, "USD")}.`)
    .max(most, `Must be at most ${formatMoney(most, "USD")}.`)
    .meta({ description: "US cents." }),
  reason: humanLine(500).refine((text) => text.length >= 10, "Must have at least 10 characters."),
});
export type SetEventPassPrice = z.output<typeof SetEventPassPrice>;

/** An event pass as its partner sees it. */
export interface EventPass {
  id: string;
  /** Bought, included in a partnership, or given by an admin. */
  origin: "bought" | "included" | "given";
  /** What was paid for it, in US cents. Null where it was not bought by itself. */
  price_minor: number | null;
  state: "unused" | "used" | "taken_back";
  /** The event that used it; null also where that is gone. */
  event: { id: string; name: string } | null;
  created_at: string;
}
