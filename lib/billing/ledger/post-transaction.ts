import { accountId, type Posting } from "@/lib/billing/ledger/accounts";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";

export interface NewTransaction {
  /** What it is for: `invoice:<id>`. The same key posts once, whoever tries again. */
  key: string;
  description: string;
  entries: readonly Posting[];
  /** When it happened, where that is not now. */
  occurredAt?: Date;
  /** The transaction that it undoes: see `reverseTransaction`. */
  reversesId?: string;
}

export interface Posted {
  transactionId: string;
  /** Whether an earlier call with this key had posted it already. */
  replayed: boolean;
}

/**
 * Writes a transaction to the ledger, in the caller's database transaction: it stands if and only if that commits.
 * Given the pool's own client instead, it is one statement and its own transaction.
 * Idempotent by key. Entries that do not sum to zero in each currency, fewer than two, or amounts of zero are a
 * programmer's fault and throw RangeError; the database refuses them as well.
 * Throws Conflict `ledger_key_reused` when the key has posted other entries before.
 */
export async function post(ctx: Context, tx: Transaction, posted: NewTransaction): Promise<Posted> {
  const { key, description } = posted;
  const occurredAt = posted.occurredAt ?? ctx.clock.now();
  const { fingerprint, accounts, kinds, owners, currencies, amounts } = postingArguments(posted.entries);
  const [found] = await tx.$queryRaw<Found[]>`
    SELECT posted_id AS id, found_print AS fingerprint FROM ledger_post(${newId(occurredAt)}::uuid, ${key}::text,
      ${fingerprint}::bytea, ${description}::text, ${posted.reversesId ?? null}::uuid, ${occurredAt}::timestamptz,
      ${accounts}::uuid[], ${kinds}::text[]::ledger_account_kind[], ${owners}::uuid[], ${currencies}::text[],
      ${amounts}::bigint[])`;
  if (found === undefined || found.id === null) throw new Error(`The ledger lost the transaction ${key}.`);
  if (found.fingerprint !== null && Buffer.compare(found.fingerprint, fingerprint) !== 0) {
    throw new Conflict("ledger_key_reused", `The ledger key ${key} has posted other entries before.`);
  }
  return { transactionId: found.id, replayed: found.fingerprint !== null };
}

/** `fingerprint` is null for a transaction that was just written. */
interface Found {
  id: string | null;
  fingerprint: Uint8Array | null;
}

/** What the database's own `ledger_post` takes: columns of the entries, and their fingerprint. Throws RangeError as `post`. */
export function postingArguments(entries: readonly Posting[]) {
  assertBalanced(entries);
  return {
    fingerprint: sha256(canonical(entries)),
    accounts: entries.map(({ account, amount }) => accountId(account, amount.currency)),
    kinds: entries.map(({ account }) => account.kind),
    owners: entries.map(({ account }) => account.ownerId),
    currencies: entries.map(({ amount }) => amount.currency),
    amounts: entries.map(({ amount }) => amount.amountMinor),
  };
}

function assertBalanced(entries: readonly Posting[]): void {
  if (entries.length < 2) throw new RangeError("A transaction has at least two entries.");
  const sums = new Map<string, bigint>();
  for (const { amount } of entries) {
    if (amount.amountMinor === 0) throw new RangeError("An entry of zero says nothing: leave it out.");
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + BigInt(amount.amountMinor));
  }
  for (const [currency, sum] of sums) {
    if (sum !== 0n) throw new RangeError(`The entries sum to ${sum} ${currency}, not to zero.`);
  }
}

function canonical(entries: readonly Posting[]): string {
  return entries
    .map(
      ({ account, amount }) => `${account.kind} ${account.ownerId} ${amount.currency} ${amount.amountMinor}`,
    )
    .sort()
    .join("\n");
}
