import { z } from "zod";
import { formatMoney } from "@/lib/money/format-money";
import { PARTNERSHIP_EVENTS, PARTNERSHIP_MONTHS, PARTNERSHIP_PRICE } from "@/lib/plans/tiers";
import { humanLine } from "@/lib/platform/human-text";

/** For how long an event partnership is bought. */
export const PurchasePartnership = z.strictObject({
  months: z.literal(PARTNERSHIP_MONTHS, `Must be one of ${PARTNERSHIP_MONTHS.join(", ")}.`),
});
export type PurchasePartnership = z.output<typeof PurchasePartnership>;

/** A purchase by its checkout at Stripe. */
export const PartnershipRef = z.strictObject({
  checkout_session_id: z.string().regex(/^cs_\w{1,200}$/, "Is no checkout of ours."),
});
export type PartnershipRef = z.output<typeof PartnershipRef>;

const { least, most } = PARTNERSHIP_PRICE;

/** What an operator says when setting a partner's terms. */
export const SetPartnershipTerms = z.strictObject({
  partner_id: z.uuid("Must be a UUID."),
  monthly_price_minor: z
    .int("Must be a whole number of cents.")
    .min(least, `Must be at least ${formatMoney(least, "USD")}.`)
    .max(most, `Must be at most ${formatMoney(most, "USD")}.`)
    .meta({ description: "US cents." }),
  events_per_month: z
    .int("Must be a whole number.")
    .min(PARTNERSHIP_EVENTS.least, `Must be at least ${PARTNERSHIP_EVENTS.least}.`)
    .max(PARTNERSHIP_EVENTS.most, `Must be at most ${PARTNERSHIP_EVENTS.most}.`),
  reason: humanLine(500).refine((text) => text.length >= 10, "Must have at least 10 characters."),
});
export type SetPartnershipTerms = z.output<typeof SetPartnershipTerms>;

export interface PartnershipTerms {
  /** US cents. */
  monthly_price_minor: number;
  /** Live events that may be published in each month. */
  events_per_month: number;
}

/** A partnership as its partner sees it. */
export interface EventPartnership {
  id: string;
  months: number;
  events_per_month: number;
  /** For all months, US cents. */
  price_minor: number;
  state: "coming" | "running" | "over" | "returned";
  starts_at: string;
  ends_at: string;
}
