-- CreateEnum
CREATE TYPE "ledger_account_kind" AS ENUM ('cash', 'receivable', 'subscription_revenue', 'usage_revenue', 'partner_payable', 'creator_payable', 'seller_payable', 'platform_fee', 'wallet_liability', 'credits', 'refunds');

-- CreateTable
CREATE TABLE "ledger_accounts" (
    "id" UUID NOT NULL,
    "kind" "ledger_account_kind" NOT NULL,
    "owner_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "description" TEXT NOT NULL,
    "reverses_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "transaction_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "account_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("transaction_id","position")
);

-- CreateTable
CREATE TABLE "ledger_balances" (
    "account_id" UUID NOT NULL,
    "slot" SMALLINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "entries" BIGINT NOT NULL,

    CONSTRAINT "ledger_balances_pkey" PRIMARY KEY ("account_id","slot")
);

-- CreateIndex
CREATE INDEX "ledger_accounts_owner_id_idx" ON "ledger_accounts"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_accounts_kind_owner_id_currency_key" ON "ledger_accounts"("kind", "owner_id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_key_key" ON "ledger_transactions"("key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_reverses_id_key" ON "ledger_transactions"("reverses_id");

-- CreateIndex
CREATE INDEX "ledger_transactions_occurred_at_idx" ON "ledger_transactions"("occurred_at");

-- CreateIndex
CREATE INDEX "ledger_entries_account_id_occurred_at_transaction_id_idx" ON "ledger_entries"("account_id", "occurred_at", "transaction_id");

-- AddForeignKey
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_balances" ADD CONSTRAINT "ledger_balances_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What makes the books right whoever writes them.

ALTER TABLE ledger_entries
  ADD CONSTRAINT ledger_entries_amount_not_zero CHECK (amount_minor <> 0);

-- Per currency, a transaction's entries sum to zero at commit. Deferred, because entries come one by one.
CREATE FUNCTION ledger_assert_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM ledger_entries WHERE transaction_id = NEW.transaction_id
    GROUP BY currency HAVING sum(amount_minor) <> 0
  ) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_entries_balanced AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_assert_balanced();

-- A transaction without entries says nothing and would only use up its key.
CREATE FUNCTION ledger_assert_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM ledger_entries WHERE transaction_id = NEW.id) < 2 THEN
    RAISE EXCEPTION 'ledger transaction % has fewer than two entries', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_transactions_have_entries AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_assert_entries();

-- A transaction's entries come in one statement, all of them, and on accounts of their currency: since none can be
-- without entries at commit, none can be given more later. Balances follow in the same statement. An owner's balance is
-- one row, so that whoever asks for it waits for those who change it; the house's own are spread over sixteen, by
-- connection, so that postings do not wait for each other.
CREATE FUNCTION ledger_apply_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT transaction_id, count(*) AS entries FROM added GROUP BY transaction_id) AS mine
    WHERE entries <> (SELECT count(*) FROM ledger_entries WHERE transaction_id = mine.transaction_id)
  ) THEN
    RAISE EXCEPTION 'entries cannot be added to a transaction that has some' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM added JOIN ledger_accounts ON ledger_accounts.id = added.account_id
    WHERE ledger_accounts.currency <> added.currency
  ) THEN
    RAISE EXCEPTION 'an entry has another currency than its account' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO ledger_balances AS balance (account_id, slot, amount_minor, entries)
  SELECT added.account_id,
    CASE WHEN account.owner_id = '00000000-0000-0000-0000-000000000000' THEN pg_backend_pid() % 16 ELSE 0 END,
    sum(added.amount_minor), count(*)
  FROM added JOIN ledger_accounts account ON account.id = added.account_id
  GROUP BY added.account_id, 2
  -- Always in the same order, so that two postings over the same accounts cannot lock each other out.
  ORDER BY added.account_id, 2
  ON CONFLICT (account_id, slot) DO UPDATE
    SET amount_minor = balance.amount_minor + excluded.amount_minor, entries = balance.entries + excluded.entries;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_entries_apply AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_apply_entries();

-- Nothing is ever changed or taken away.
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_accounts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Nor may the role that owns the tables, unless somebody first grants it back. Foreign keys lock the rows they point
-- to, for which Postgres asks the right to update a column: the id's is left, and the triggers above refuse its use.
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entries, ledger_transactions, ledger_accounts FROM PUBLIC, CURRENT_USER;
GRANT UPDATE (id) ON ledger_transactions, ledger_accounts TO CURRENT_USER;
REVOKE DELETE, TRUNCATE ON ledger_balances FROM PUBLIC, CURRENT_USER;
