import { z } from "zod";
import { TIERS, type TierName } from "@/lib/billing/tiers";
import { CreatePartner } from "@/lib/partners/schemas";

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

export const ContractChange = z.strictObject({
  partner_id: z.uuid(),
  tier: ContractPartner.shape.tier.optional(),
  subscription_status: z.enum(["none", "active", "past_due", "cancelled"]).optional(),
  email_verified: z.boolean().optional(),
  suspended: z.boolean().optional(),
  ...limits,
});
export type ContractChange = z.output<typeof ContractChange>;
