import type { PartnerContext } from "@/lib/platform/context";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

export interface NewHold {
  /** Which part of the product will use them. */
  feature: string;
  /** The most that the work can take. */
  tokens: number;
  /** What it is for: the same key holds once. */
  key: string;
  /** When they go back although nobody settled or released them: longer than the work can run. */
  expiresAt: Date;
}

/**
 * Sets tokens aside before work begins. Settle the hold with what the work took, or release it. Idempotent by key.
 * Throws PaymentRequired `insufficient_tokens` when the wallet has fewer that are free, Conflict `wallet_key_reused`
 * when the key has held another number, RangeError for a number that is none.
 */
export async function holdTokens(ctx: PartnerContext, input: NewHold): Promise<{ holdId: string }> {
  const { feature, key, expiresAt } = input;
  if (!Number.isSafeInteger(input.tokens) || input.tokens <= 0)
    throw new RangeError("Hold a positive number of tokens.");
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ outcome: string; holdId: string | null; free: bigint }[]>`
    SELECT outcome, hold_id AS "holdId", free_tokens AS free FROM wallet_hold(${ctx.partnerId}::uuid, ${newId(now)}::uuid,
      ${key}::text, ${feature}::text, ${input.tokens}::bigint, ${expiresAt}::timestamptz, ${now}::timestamptz)`;
  if (row?.outcome === "key_reused")
    throw new Conflict("wallet_key_reused", `The key ${key} has held another number of tokens.`);
  if (row?.outcome === "insufficient") {
    throw new PaymentRequired(
      "insufficient_tokens",
      `This takes up to ${input.tokens} AI tokens; ${row.free} are free. Buy some first.`,
    );
  }
  if (row?.holdId == null) throw new Error("The wallet did not say what became of a hold.");
  return { holdId: row.holdId };
}
