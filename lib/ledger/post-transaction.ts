import { accountId, type Posting } from "@/lib/ledger/accounts";
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
 * Idempotent by key. Entries that do not sum to zero in each currency, fewer than two, or amounts of zero are a
 * programmer's fault and throw RangeError; the database refuses them as well.
 * Throws Conflict `ledger_key_reused` when the key has posted other entries before.
 */
export async function post(ctx: Context, tx: Transaction, posted: NewTransaction): Promise<Posted> {
  const { key, description, entries } = posted;
  assertBalanced(entries);
  const occurredAt = posted.occurredAt ?? ctx.clock.now();
  const id = newId(occurredAt);
  const fingerprint = sha256(canonical(entries));
  const accounts = entries.map(({ account, amount }) => accountId(account, amount.currency));
  // One statement: accounts that are new, the transaction, and its entries only if the key was free.
  const rows = await tx.$queryRaw<Found[]>`
    WITH wanted AS (
      SELECT * FROM unnest(${accounts}::uuid[],
        ${entries.map(({ account }) => account.kind)}::text[]::ledger_account_kind[],
        ${entries.map(({ account }) => account.ownerId)}::uuid[],
        ${entries.map(({ amount }) => amount.currency)}::text[],
        ${entries.map(({ amount }) => amount.amountMinor)}::bigint[]) WITH ORDINALITY
        AS wanted (account_id, kind, owner_id, currency, amount_minor, ordinal)
    ), opened AS (
      INSERT INTO ledger_accounts (id, kind, owner_id, currency, created_at)
      SELECT account_id, kind, owner_id, currency, ${occurredAt}
      FROM (SELECT DISTINCT account_id, kind, owner_id, currency FROM wanted ORDER BY account_id) AS missing
      WHERE NOT EXISTS (SELECT 1 FROM ledger_accounts WHERE id = account_id)
      ON CONFLICT DO NOTHING
    ), written AS (
      INSERT INTO ledger_transactions (id, key, fingerprint, description, reverses_id, occurred_at)
      VALUES (${id}::uuid, ${key}, ${fingerprint}, ${description}, ${posted.reversesId ?? null}::uuid, ${occurredAt})
      ON CONFLICT (key) DO NOTHING
      RETURNING id
    ), entered AS (
      INSERT INTO ledger_entries (transaction_id, position, account_id, currency, amount_minor, occurred_at)
      SELECT written.id, ordinal - 1, account_id, currency, amount_minor, ${occurredAt} FROM written, wanted
    )
    SELECT id, NULL::bytea AS fingerprint FROM written
    UNION ALL
    SELECT id, fingerprint FROM ledger_transactions WHERE key = ${key}`;
  const [found] = rows.length > 0 ? rows : await readByKey(tx, key);
  if (found === undefined) throw new Error(`The ledger lost the transaction ${key}.`);
  if (found.fingerprint !== null && Buffer.compare(found.fingerprint, fingerprint) !== 0) {
    throw new Conflict("ledger_key_reused", `The ledger key ${key} has posted other entries before.`);
  }
  return { transactionId: found.id, replayed: found.fingerprint !== null };
}

/** `fingerprint` is null for a transaction that was just written. */
interface Found {
  id: string;
  fingerprint: Uint8Array | null;
}

/** Another transaction wrote the key while ours waited for it: only a new statement sees its row. */
function readByKey(tx: Transaction, key: string): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`SELECT id, fingerprint FROM ledger_transactions WHERE key = ${key}`;
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
