import { type AccountName, accountId, asRead } from "@/lib/billing/ledger/accounts";
import { type Currency, type Money, money } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";

/** What an account holds now, signed as it is read: what we owe is positive on an account of what we owe. */
export async function readBalance(ctx: Context, account: AccountName, currency: Currency): Promise<Money> {
  const { _sum } = await ctx.db.ledgerBalance.aggregate({
    where: { accountId: accountId(account, currency) },
    _sum: { amountMinor: true },
  });
  return money(Number(asRead(account.kind, _sum.amountMinor ?? 0n)), currency);
}
