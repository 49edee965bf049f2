import { z } from "zod";
import { AI_TOKENS_PER_CENT, AI_TOKENS_SOLD_BY, LEAST_CHARGE_MINOR } from "@/lib/plans/tiers";
import { PageQuery, pageOf } from "@/lib/platform/pagination";

/** What one purchase may be of, in tokens: $0.50, which is the least that a card is charged, to $10,000. */
export const PURCHASE = { least: LEAST_CHARGE_MINOR * AI_TOKENS_PER_CENT, most: 100_000_000 } as const;

const count = new Intl.NumberFormat("en-US");
const tokens = z
  .int("Must be a whole number.")
  .min(
    PURCHASE.least,
    `Must be at least ${count.format(PURCHASE.least)}, because a card cannot be charged less than $0.50.`,
  )
  .max(PURCHASE.most, `Must be at most ${count.format(PURCHASE.most)}.`)
  .multipleOf(AI_TOKENS_SOLD_BY, `Must be a multiple of ${count.format(AI_TOKENS_SOLD_BY)}.`)
  .meta({ description: `By the ${count.format(AI_TOKENS_SOLD_BY)}.` });

export const PurchaseTokens = z.strictObject({ tokens }).meta({ id: "PurchaseTokens" });
export type PurchaseTokens = z.output<typeof PurchaseTokens>;

/** A purchase by its checkout at Stripe. */
export const PurchaseRef = z.strictObject({
  checkout_session_id: z.string().regex(/^cs_\w{1,200}$/, "Is no checkout of ours."),
});
export type PurchaseRef = z.output<typeof PurchaseRef>;

const timestamp = z.string().meta({ format: "date-time" });

export const TokenPurchase = z
  .object({
    id: z.string(),
    tokens: z.int(),
    amount_minor: z.int().meta({ description: "What they cost, in US cents." }),
    currency: z.literal("USD"),
    checkout_url: z.string().meta({
      description: "Where to pay. The tokens are in the wallet once the payment is confirmed.",
    }),
    checkout_session_id: z.string(),
    created_at: timestamp,
  })
  .meta({ id: "TokenPurchase" });
export type TokenPurchase = z.output<typeof TokenPurchase>;

export const TokenBalance = z
  .object({
    balance_tokens: z.int().meta({ description: "What you own." }),
    held_tokens: z.int().meta({ description: "What of that is set aside for work that runs." }),
    available_tokens: z.int().meta({ description: "What is free." }),
    used_tokens: z.int().meta({ description: "All that was ever used." }),
    tokens_per_cent: z.int().meta({ description: `What a US cent buys: ${AI_TOKENS_PER_CENT}.` }),
    updated_at: timestamp.nullable().meta({ description: "Null before the first purchase." }),
  })
  .meta({ id: "TokenBalance" });
export type TokenBalance = z.output<typeof TokenBalance>;

export const WALLET_KINDS = ["purchase", "use", "refund", "adjustment"] as const;

/** Of refunds and adjustments. */
export const WALLET_REASONS = ["refund", "refund_failed", "dispute", "dispute_won"] as const;

export const TokenUsageQuery = PageQuery.extend({
  feature: z
    .string()
    .min(1, "Must not be empty.")
    .max(100, "Must have at most 100 characters.")
    .optional()
    .meta({
      description: "Only what this part of the product used.",
    }),
  kind: z.enum(WALLET_KINDS, `Must be one of ${WALLET_KINDS.join(", ")}.`).optional(),
});
export type TokenUsageQuery = z.output<typeof TokenUsageQuery>;

export const TokenEntry = z
  .object({
    id: z.string(),
    kind: z.enum(WALLET_KINDS),
    feature: z
      .string()
      .nullable()
      .meta({ description: "Which part of the product used them; null for purchases." }),
    tokens: z.int().meta({ description: "Below zero for what left the wallet." }),
    balance_tokens: z.int().meta({ description: "What you owned after it." }),
    reason: z
      .enum(WALLET_REASONS)
      .nullable()
      .meta({ description: "Why tokens were taken back, or given back; null for purchases and uses." }),
    written_off_tokens: z.int().meta({
      description: "Tokens that were to be taken back and had been used: you do not owe them.",
    }),
    created_at: timestamp,
  })
  .meta({ id: "TokenEntry" });
export type TokenEntry = z.output<typeof TokenEntry>;

export const TokenEntryPage = pageOf(TokenEntry).meta({ id: "TokenEntryPage" });
export type TokenEntryPage = z.output<typeof TokenEntryPage>;
