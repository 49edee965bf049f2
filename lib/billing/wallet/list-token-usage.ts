import type { TokenEntry, TokenEntryPage, TokenUsageQuery } from "@/lib/billing/wallet/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";

/** As `take-back-tokens.ts` writes keys. */
function reasonOf(key: string): TokenEntry["reason"] {
  const back = key.endsWith(":back");
  if (key.startsWith("refund:")) return back ? "refund_failed" : "refund";
  if (key.startsWith("dispute:")) return back ? "dispute_won" : "dispute";
  return null;
}

/** What came into the partner's wallet and left it, newest first. Throws Forbidden, and Invalid for a cursor that is not ours. */
export async function listTokenUsage(ctx: PartnerContext, input: TokenUsageQuery): Promise<TokenEntryPage> {
  assertPermitted(ctx, "billing:read");
  assertLive(ctx);
  const { limit, cursor, feature, kind } = input;
  const before = decodeCursor(cursor);
  const rows = await ctx.db.walletEntry.findMany({
    where: {
      partnerId: ctx.partnerId,
      ...(feature === undefined ? {} : { feature }),
      ...(kind === undefined ? {} : { kind }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return page(
    rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      feature: row.feature,
      tokens: Number(row.tokens),
      balance_tokens: Number(row.balanceTokens),
      reason: reasonOf(row.key),
      written_off_tokens: Number(row.writtenOffTokens),
      created_at: row.createdAt.toISOString(),
    })),
    limit,
  );
}
