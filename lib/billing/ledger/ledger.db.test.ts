import { Client } from "pg";
import { describe, expect, it } from "vitest";
import {
  cash,
  credit,
  debit,
  type Posting,
  partnerPayable,
  receivable,
  refunds,
  subscriptionRevenue,
  usageRevenue,
  walletLiability,
} from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { type NewTransaction, post } from "@/lib/billing/ledger/post-transaction";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { readStatement } from "@/lib/billing/ledger/read-statement";
import { reverseTransaction } from "@/lib/billing/ledger/reverse-transaction";
import { usd } from "@/lib/money/money";
import { FixedClock } from "@/lib/platform/clock";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(16);

/** Posts in a transaction of its own. */
function posting(entries: readonly Posting[], more: Partial<NewTransaction> = {}) {
  const ctx = own.system();
  const all = { key: `test:${newId()}`, description: "Made for a test", entries, ...more };
  return transaction(ctx, (tx) => post(ctx, tx, all));
}

const paid = (partnerId: string, cents: number) => [
  debit(cash, usd(cents)),
  credit(walletLiability(partnerId), usd(cents)),
];

const balance = async (account: typeof cash) => (await readBalance(own.system(), account, "USD")).amountMinor;

describe("posting", () => {
  it("moves what it says between the accounts it names, and opens those that are new", async () => {
    const partner = newId();
    await posting([debit(receivable(partner), usd(500_000)), credit(subscriptionRevenue, usd(500_000))]);
    await posting([debit(cash, usd(500_000)), credit(receivable(partner), usd(500_000))]);
    expect(await balance(receivable(partner))).toBe(0);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });

  it("posts once under a key, however many try at once", async () => {
    const partner = newId();
    const key = `once:${partner}`;
    const posted = await Promise.all(
      Array.from({ length: 12 }, () => posting(paid(partner, 1_000), { key })),
    );
    expect(new Set(posted.map(({ transactionId }) => transactionId)).size).toBe(1);
    expect(posted.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await balance(walletLiability(partner))).toBe(1_000);
  });

  it("refuses other entries under a key that has posted", async () => {
    const partner = newId();
    const key = `reused:${partner}`;
    await posting(paid(partner, 1_000), { key });
    await expect(posting(paid(partner, 1_001), { key })).rejects.toMatchObject({ code: "ledger_key_reused" });
    expect(await balance(walletLiability(partner))).toBe(1_000);
  });

  it.each<[string, () => Posting[]]>([
    ["do not sum to zero", () => [debit(cash, usd(2)), credit(usageRevenue, usd(1))]],
    ["are fewer than two", () => [debit(cash, usd(1))]],
    ["hold one of zero", () => [debit(cash, usd(0)), credit(usageRevenue, usd(0))]],
  ])("refuses entries that %s, before the database sees them", async (_what, entries) => {
    await expect(posting(entries())).rejects.toThrow(RangeError);
  });

  it("leaves nothing of a transaction that is rolled back, not even its accounts' balances", async () => {
    const partner = newId();
    const ctx = own.system();
    const key = `rolled-back:${partner}`;
    const fails = transaction(ctx, async (tx) => {
      await post(ctx, tx, { key, description: "Undone", entries: paid(partner, 700) });
      throw new Error("changed my mind");
    });
    await expect(fails).rejects.toThrow("changed my mind");
    expect(await balance(walletLiability(partner))).toBe(0);
    expect((await posting(paid(partner, 900), { key })).replayed).toBe(false);
    expect(await balance(walletLiability(partner))).toBe(900);
  });

  it("makes and loses no cent when sixteen post over the same accounts in every order", async () => {
    const partners = Array.from({ length: 5 }, () => newId());
    const before = await balance(cash);
    const lanes = Array.from({ length: 16 }, async (_, lane) => {
      for (let turn = 0; turn < 12; turn += 1) {
        const some = partners.map((partner, index) => ({
          partner,
          cents: 1 + ((lane + turn * 7 + index) % 13),
        }));
        if ((lane + turn) % 2 === 0) some.reverse();
        const sum = some.reduce((total, { cents }) => total + cents, 0);
        await posting([
          ...some.map(({ partner, cents }) => credit(partnerPayable(partner), usd(cents))),
          debit(cash, usd(sum)),
        ]);
      }
    });
    await Promise.all(lanes);
    const owed = await Promise.all(partners.map((partner) => balance(partnerPayable(partner))));
    expect(owed.reduce((sum, cents) => sum + cents, 0)).toBe((await balance(cash)) - before);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });
});

describe("reversing", () => {
  const undo = (transactionId: string, key: string) => {
    const ctx = own.system();
    return transaction(ctx, (tx) =>
      reverseTransaction(ctx, tx, { transactionId, key, description: "Undone" }),
    );
  };

  it("undoes a transaction once, and says so to a second who tries", async () => {
    const partner = newId();
    const { transactionId } = await posting(paid(partner, 2_500));
    const tries = await Promise.allSettled(
      ["a", "b", "c"].map((name) => undo(transactionId, `undo:${name}:${partner}`)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const failed of tries.filter((attempt) => attempt.status === "rejected"))
      expect(failed.reason).toMatchObject({ code: "ledger_already_reversed" });
    expect(await balance(walletLiability(partner))).toBe(0);
  });

  it("is idempotent by its key, and does not undo a reversal", async () => {
    const partner = newId();
    const { transactionId } = await posting([
      debit(refunds, usd(5)),
      credit(walletLiability(partner), usd(5)),
    ]);
    const first = await undo(transactionId, `undo:${partner}`);
    const again = await undo(transactionId, `undo:${partner}`);
    expect(again).toEqual({ transactionId: first.transactionId, replayed: true });
    await expect(undo(first.transactionId, `redo:${partner}`)).rejects.toMatchObject({
      code: "ledger_is_reversal",
    });
    await expect(undo(newId(), `none:${partner}`)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a statement", () => {
  it("runs from the balance before to the balance after, line by line", async () => {
    const partner = newId();
    const at = (day: string) => new Date(`2026-03-${day}T12:00:00Z`);
    await posting(paid(partner, 100), { occurredAt: at("01") });
    await posting(paid(partner, 30), { occurredAt: at("10") });
    await posting([debit(walletLiability(partner), usd(50)), credit(usageRevenue, usd(50))], {
      occurredAt: at("11"),
    });
    await posting(paid(partner, 7), { occurredAt: at("20") });
    const account = walletLiability(partner);
    const statement = await readStatement(own.system(new FixedClock(at("30"))), {
      account,
      currency: "USD",
      from: at("10"),
      to: at("20"),
    });
    expect(statement.opening).toEqual(usd(100));
    expect(
      statement.lines.map(({ amount, balance: after }) => [amount.amountMinor, after.amountMinor]),
    ).toEqual([
      [30, 130],
      [-50, 80],
    ]);
    expect(statement.closing).toEqual(usd(80));
  });

  it("of an account that nobody has posted to is empty", async () => {
    const span = { from: new Date(0), to: new Date() };
    const statement = await readStatement(own.system(), {
      account: receivable(newId()),
      currency: "USD",
      ...span,
    });
    expect(statement).toEqual({ opening: usd(0), lines: [], closing: usd(0) });
  });
});

describe("the database itself", () => {
  /** Runs statements in one transaction, as somebody would who does not go through the product. */
  async function byHand(statements: string[], role?: string): Promise<void> {
    const client = new Client({ connectionString: own.url });
    await client.connect();
    try {
      await client.query("BEGIN");
      if (role !== undefined) await client.query(`SET LOCAL ROLE ${role}`);
      for (const statement of statements) await client.query(statement);
      await client.query("COMMIT");
    } finally {
      await client.end();
    }
  }

  const account = async (name: typeof cash) => {
    const row = await own.prisma.ledgerAccount.findFirstOrThrow({
      where: { kind: name.kind, ownerId: name.ownerId },
    });
    return row.id;
  };
  const insertTransaction = (id: string) =>
    `INSERT INTO ledger_transactions (id, key, fingerprint, description, occurred_at) VALUES ('${id}', '${id}', '\\x00', 'By hand', now())`;
  const insertEntries = (
    id: string,
    entries: [account: string, amount: number, currency?: string][],
    from = 0,
  ) =>
    `INSERT INTO ledger_entries (transaction_id, position, account_id, currency, amount_minor, occurred_at) VALUES ${entries
      .map(
        ([owner, amount, currency = "USD"], index) =>
          `('${id}', ${from + index}, '${owner}', '${currency}', ${amount}, now())`,
      )
      .join(", ")}`;

  it("refuses a transaction that does not sum to zero, has no entries, or another currency than its account", async () => {
    await posting(paid(newId(), 1));
    const [from, id] = [await account(cash), newId()];
    await expect(
      byHand([
        insertTransaction(id),
        insertEntries(id, [
          [from, 5],
          [from, -4],
        ]),
      ]),
    ).rejects.toThrow("does not sum to zero");
    await expect(byHand([insertTransaction(id)])).rejects.toThrow("fewer than two entries");
    await expect(
      byHand([
        insertTransaction(id),
        insertEntries(id, [
          [from, 5, "EUR"],
          [from, -5, "EUR"],
        ]),
      ]),
    ).rejects.toThrow("another currency");
    await expect(
      byHand([
        insertTransaction(id),
        insertEntries(id, [
          [from, 0],
          [from, 0],
        ]),
      ]),
    ).rejects.toThrow("amount_not_zero");
  });

  it("adds nothing to a transaction of the past, balanced or not", async () => {
    const { transactionId } = await posting(paid(newId(), 1));
    const from = await account(cash);
    await expect(
      byHand([
        insertEntries(
          transactionId,
          [
            [from, 5],
            [from, -5],
          ],
          10,
        ),
      ]),
    ).rejects.toThrow("cannot be added to a transaction");
  });

  it.each([
    "UPDATE ledger_entries SET amount_minor = amount_minor + 1",
    "UPDATE ledger_transactions SET id = id",
    "UPDATE ledger_accounts SET id = id",
    "DELETE FROM ledger_entries",
    "DELETE FROM ledger_transactions",
    "TRUNCATE ledger_entries",
    "TRUNCATE ledger_transactions CASCADE",
  ])("refuses %s, even to its owner", async (statement) => {
    await posting(paid(newId(), 1));
    await expect(byHand([statement])).rejects.toThrow("append-only");
  });

  it("works for an owner without a superuser's rights, to whom the rights themselves are refused too", async () => {
    const role = `books_${newId().replaceAll("-", "")}`;
    const partner = newId();
    await posting(paid(partner, 1));
    const tables = ["ledger_accounts", "ledger_transactions", "ledger_entries", "ledger_balances"];
    const client = new Client({ connectionString: own.url });
    await client.connect();
    try {
      await client.query(`CREATE ROLE ${role}`);
      await client.query(`GRANT CREATE ON SCHEMA public TO ${role}`);
      for (const table of tables) await client.query(`ALTER TABLE ${table} OWNER TO ${role}`);
      const [from, to, id] = [await account(cash), await account(walletLiability(partner)), newId()];
      await byHand(
        [
          insertTransaction(id),
          insertEntries(id, [
            [from, 5],
            [to, -5],
          ]),
        ],
        role,
      );
      await expect(byHand(["UPDATE ledger_entries SET amount_minor = 1"], role)).rejects.toThrow(
        "permission denied",
      );
      await expect(byHand(["DELETE FROM ledger_transactions"], role)).rejects.toThrow("permission denied");
      expect(await balance(walletLiability(partner))).toBe(6);
    } finally {
      for (const table of tables) await client.query(`ALTER TABLE ${table} OWNER TO CURRENT_USER`);
      await client.query(`REVOKE CREATE ON SCHEMA public FROM ${role}`);
      await client.query(`DROP ROLE ${role}`);
      await client.end();
    }
  });

  it("lets the check find what somebody did with the triggers switched off", async () => {
    const { transactionId } = await posting(paid(newId(), 44));
    const owner = await account(cash);
    const off = "ALTER TABLE ledger_entries DISABLE TRIGGER USER";
    const on = "ALTER TABLE ledger_entries ENABLE TRIGGER USER";
    const change = (by: number) =>
      byHand([
        off,
        `UPDATE ledger_entries SET amount_minor = amount_minor + ${by} WHERE transaction_id = '${transactionId}' AND account_id = '${owner}'`,
        on,
      ]);
    await change(1);
    const { faults } = await checkLedger(own.system());
    expect(faults.map(({ rule, subject }) => [rule, subject])).toEqual(
      expect.arrayContaining([
        ["transaction_balances", transactionId],
        ["currency_sums_to_zero", "USD"],
        ["balance_equals_entries", owner],
      ]),
    );
    await change(-1);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });
});
