import {
  type AccountName,
  credit,
  credits,
  debit,
  disputedFunds,
  refunds,
  walletLiability,
} from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { reverseTransaction } from "@/lib/billing/ledger/reverse-transaction";
import { usd } from "@/lib/money/money";
import { AI_TOKENS_PER_CENT } from "@/lib/plans/tiers";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { WalletTakeBack } from "@/lib/platform/prisma/client";

const PER_CENT = BigInt(AI_TOKENS_PER_CENT);
/** How the keys of what a take-back takes later end. */
const REST = ":rest";

/** Money that went back, or was withdrawn, for a purchase of AI tokens. */
export interface MoneyBack {
  /** Stripe's `re_…` or `du_…`. */
  id: string;
  kind: "refund" | "dispute";
  partnerId: string;
  checkoutSessionId: string;
  amountMinor: number;
}

const entryKey = ({ id, kind }: Pick<MoneyBack, "id" | "kind">) => `${kind}:${id}`;
const entryKind = ({ kind }: Pick<MoneyBack, "kind">) => (kind === "refund" ? "refund" : "adjustment");
const postKey = ({ id }: { id: string }) => `wallet.take-back:${id}`;

/**
 * Takes the tokens that money went back for out of a wallet: in proportion to the purchase, out of whatever tokens are
 * unused, never below zero. What has been used by then is written off. Tokens that work holds are waited for: what that
 * work has not used is taken by a later call, when it has ended. Any number of times. Returns the take-back as it then is, settled or
 * waiting; null where nothing was ever bought.
 */
export async function takeBackTokens(
  ctx: Context,
  tx: Transaction,
  back: MoneyBack,
): Promise<WalletTakeBack | null> {
  const wallet = await lockWallet(tx, back.partnerId);
  const known = await tx.walletTakeBack.findUnique({ where: { id: back.id } });
  if (wallet === null || known?.settledAt != null || known?.undoneAt != null) return known;
  const now = ctx.clock.now();
  const held = await heldSince(tx, back.partnerId, known?.takenAt ?? now);
  // The rest is taken once, when all that work has ended.
  if (known !== null && held > 0n) return known;
  const due = known === null ? await dueTokens(tx, back) : known.dueTokens - known.takenTokens;
  if (due === null) return null;
  const free = wallet.balance - wallet.held;
  const within = known === null ? free : least(free, await freedSince(tx, known));
  const taken = least(due, within);
  const waits = taken < due && held > 0n;
  const writtenOff = waits ? 0n : due - taken;
  const releasedMinor = Number(taken / PER_CENT);
  const step = known === null ? "" : REST;
  await writeEntry(ctx, tx, back, { key: `${entryKey(back)}${step}`, tokens: -taken, writtenOff });
  await postRelease(ctx, tx, back, { key: `${postKey(back)}${step}`, releasedMinor });
  const settledAt = waits ? null : now;
  if (known === null) {
    const { id, partnerId, checkoutSessionId, amountMinor } = back;
    return tx.walletTakeBack.create({
      data: {
        id,
        partnerId,
        checkoutSessionId,
        amountMinor,
        dueTokens: due,
        takenTokens: taken,
        writtenOffTokens: writtenOff,
        releasedMinor,
        takenAt: now,
        settledAt,
      },
    });
  }
  return tx.walletTakeBack.update({
    where: { id: back.id },
    data: {
      takenTokens: known.takenTokens + taken,
      writtenOffTokens: writtenOff,
      releasedMinor: known.releasedMinor + releasedMinor,
      settledAt,
    },
  });
}

/** Gives back what was taken, because the money came back to us. Any number of times. */
export async function undoTakeBack(ctx: Context, tx: Transaction, back: MoneyBack): Promise<void> {
  await lockWallet(tx, back.partnerId);
  const known = await tx.walletTakeBack.findUnique({ where: { id: back.id } });
  if (known === null || known.undoneAt !== null) return;
  const now = ctx.clock.now();
  for (const step of ["", REST]) {
    const key = `${entryKey(back)}${step}`;
    const entry = await tx.walletEntry.findUnique({
      where: { partnerId_key: { partnerId: back.partnerId, key } },
    });
    if (entry !== null && entry.tokens < 0n) {
      await writeEntry(ctx, tx, back, { key: `${key}:back`, tokens: -entry.tokens, writtenOff: 0n });
    }
    for (const posted of [`${postKey(back)}${step}`, `${postKey(back)}${step}:lost`]) {
      const transaction = await tx.ledgerTransaction.findUnique({ where: { key: posted } });
      if (transaction === null) continue;
      const description = `AI tokens given back: ${back.id}`;
      await reverseTransaction(ctx, tx, {
        transactionId: transaction.id,
        key: `${posted}:undone`,
        description,
      });
    }
  }
  const writtenOff = known.dueTokens - known.takenTokens;
  await tx.walletTakeBack.update({
    where: { id: back.id },
    data: { undoneAt: now, settledAt: known.settledAt ?? now, writtenOffTokens: writtenOff },
  });
}

/** A dispute is lost: what its tokens were worth lessens the loss, instead of what is in dispute. */
export async function postTokensLost(
  ctx: Context,
  tx: Transaction,
  back: MoneyBack,
  { releasedMinor }: Pick<WalletTakeBack, "releasedMinor">,
): Promise<void> {
  if (releasedMinor === 0) return;
  await post(ctx, tx, {
    key: `${postKey(back)}:lost`,
    description: `AI tokens taken back for good: ${back.id}`,
    entries: [debit(disputedFunds, usd(releasedMinor)), ...against(releasedMinor, back.amountMinor)],
  });
}

/** The tokens' worth is no loss; what a coupon took off them is no cost any more. */
function against(releasedMinor: number, amountMinor: number) {
  const refunded = Math.min(releasedMinor, amountMinor);
  return [
    ...(refunded === 0 ? [] : [credit(refunds, usd(refunded))]),
    ...(releasedMinor === refunded ? [] : [credit(credits, usd(releasedMinor - refunded))]),
  ];
}

async function postRelease(
  ctx: Context,
  tx: Transaction,
  back: MoneyBack,
  { key, releasedMinor }: { key: string; releasedMinor: number },
): Promise<void> {
  if (releasedMinor === 0) return;
  const owed: AccountName = walletLiability(back.partnerId);
  const other =
    back.kind === "dispute"
      ? [credit(disputedFunds, usd(releasedMinor))]
      : against(releasedMinor, back.amountMinor);
  await post(ctx, tx, {
    key,
    description: `AI tokens taken back: ${back.id}`,
    entries: [debit(owed, usd(releasedMinor)), ...other],
  });
}

async function lockWallet(
  tx: Transaction,
  partnerId: string,
): Promise<{ balance: bigint; held: bigint } | null> {
  const [row] = await tx.$queryRaw<{ balance: bigint; held: bigint }[]>`
    SELECT balance_tokens AS balance, held_tokens AS held FROM wallets WHERE partner_id = ${partnerId}::uuid FOR UPDATE`;
  return row ?? null;
}

/** The purchase's tokens in proportion to all the money that went back for it, less those of earlier take-backs. */
async function dueTokens(tx: Transaction, back: MoneyBack): Promise<bigint | null> {
  const { partnerId, checkoutSessionId, amountMinor } = back;
  const key = `checkout:${checkoutSessionId}`;
  const bought = await tx.walletEntry.findUnique({ where: { partnerId_key: { partnerId, key } } });
  const posted = await tx.ledgerTransaction.findUnique({
    where: { key: `wallet.purchase:${partnerId}:${key}` },
    include: { entries: { where: { account: { kind: "cash" } } } },
  });
  const earlier = await tx.walletTakeBack.findMany({ where: { checkoutSessionId, undoneAt: null } });
  const paid = posted?.entries.reduce((sum, entry) => sum + entry.amountMinor, 0n) ?? 0n;
  if (bought === null || paid <= 0n) return null;
  const money = earlier.reduce((sum, one) => sum + BigInt(one.amountMinor), BigInt(amountMinor));
  const due = (bought.tokens * least(money, paid)) / paid;
  const before = earlier.reduce((sum, one) => sum + one.dueTokens, 0n);
  return due > before ? due - before : 0n;
}

/** What holds that ran at a moment still hold. */
async function heldSince(tx: Transaction, partnerId: string, at: Date): Promise<bigint> {
  const { _sum } = await tx.walletHold.aggregate({
    where: { partnerId, status: "held", createdAt: { lte: at } },
    _sum: { tokens: true },
  });
  return _sum.tokens ?? 0n;
}

/**
 * What holds that ran when a take-back began have left unused since, and no other take-back that waited for the same work
 * has taken: tokens that were bought meanwhile are nobody's to take.
 */
async function freedSince(
  tx: Transaction,
  { partnerId, takenAt }: Pick<WalletTakeBack, "partnerId" | "takenAt">,
): Promise<bigint> {
  const ended = await tx.walletHold.findMany({
    where: { partnerId, createdAt: { lte: takenAt }, closedAt: { gte: takenAt } },
    select: { tokens: true, settledTokens: true },
  });
  const freed = ended.reduce((sum, { tokens, settledTokens }) => {
    const used = least(tokens, settledTokens ?? 0n);
    return sum + tokens - used;
  }, 0n);
  const { _sum } = await tx.walletEntry.aggregate({
    where: { partnerId, key: { endsWith: REST }, createdAt: { gte: takenAt } },
    _sum: { tokens: true },
  });
  const left = freed + (_sum.tokens ?? 0n);
  return left > 0n ? left : 0n;
}

async function writeEntry(
  ctx: Context,
  tx: Transaction,
  back: MoneyBack,
  { key, tokens, writtenOff }: { key: string; tokens: bigint; writtenOff: bigint },
): Promise<void> {
  if (tokens === 0n && writtenOff === 0n) return;
  const now = ctx.clock.now();
  const { partnerId } = back;
  const { balanceTokens } = await tx.wallet.update({
    where: { partnerId },
    data: { balanceTokens: { increment: tokens }, updatedAt: now },
  });
  await tx.walletEntry.create({
    data: {
      id: newId(now),
      partnerId,
      kind: entryKind(back),
      key,
      tokens,
      balanceTokens,
      writtenOffTokens: writtenOff,
      createdAt: now,
    },
  });
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
