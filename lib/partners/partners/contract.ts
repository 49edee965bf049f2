import { z } from "zod";
import { CreatePartner } from "@/lib/partners/partners/schemas";
import { TIERS, type TierName } from "@/lib/plans/tiers";

/** What an operator agrees with a partner outside the price list. */
const limits = {
  per_minute: z.int().min(1).max(1_000_000_000).nullable().optional(),
  per_day: z.int().min(1).max(1_000_000_000).nullable().optional(),
};

export const ContractPartner = z.strictObject({
  company_name: CreatePartner.shape.company_name,
  email: CreatePartner.shape.email,
  tier: z.enum(Object.keys(TIERS) as [TierName, ...TierName[]]),
  /** Whether the contract is in force: the e-mail counts as verified, and a live key is made. */
  active: z.boolean(),
  ...limits,
});
export type ContractPartner = z.output<typeof ContractPartner>;

/** Why something was done to a partner, as its audit row says. */
export const AdminReason = z
  .string("Must say why.")
  .trim()
  .min(10, "Must have at least 10 characters.")
  .max(500, "Must have at most 500 characters.");

export const ContractChange = z.strictObject({
  partner_id: z.uuid(),
  tier: ContractPartner.shape.tier.optional(),
  subscription_status: z.enum(["none", "active", "past_due", "cancelled"]).optional(),
  email_verified: z.boolean().optional(),
  suspended: z.boolean().optional(),
  ...limits,
  reason: AdminReason.optional(),
});
export type ContractChange = z.output<typeof ContractChange>;

export const SuspendPartner = z.strictObject({ partner_id: z.uuid(), reason: AdminReason });
export type SuspendPartner = z.output<typeof SuspendPartner>;

/** A limit as a form gives it: empty for the tier's own. */
const formLimit = z.preprocess(
  (value) => (value === "" ? null : value),
  z.coerce
    .number("Must be a number.")
    .int("Must be a whole number.")
    .min(1, "Must be from 1 to 1,000,000,000.")
    .max(1_000_000_000, "Must be from 1 to 1,000,000,000.")
    .nullable(),
);

export const ChangeContract = z.strictObject({
  partner_id: z.uuid(),
  tier: ContractPartner.shape.tier,
  subscription_status: z.enum(["none", "active", "past_due", "cancelled"]),
  per_minute: formLimit,
  per_day: formLimit,
  reason: AdminReason,
});
export type ChangeContract = z.output<typeof ChangeContract>;
