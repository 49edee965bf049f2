-- CreateEnum
CREATE TYPE "wallet_hold_status" AS ENUM ('held', 'settled', 'released', 'expired');

-- CreateEnum
CREATE TYPE "wallet_entry_kind" AS ENUM ('purchase', 'use', 'refund', 'adjustment');

-- CreateTable
CREATE TABLE "wallets" (
    "partner_id" UUID NOT NULL,
    "balance_tokens" BIGINT NOT NULL,
    "held_tokens" BIGINT NOT NULL DEFAULT 0,
    "used_tokens" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wallets_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "wallet_holds" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "status" "wallet_hold_status" NOT NULL DEFAULT 'held',
    "settled_tokens" BIGINT,
    "shortfall_tokens" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "wallet_holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallet_entries" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "kind" "wallet_entry_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "feature" TEXT,
    "tokens" BIGINT NOT NULL,
    "balance_tokens" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wallet_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "wallet_holds_status_expires_at_idx" ON "wallet_holds"("status", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_holds_partner_id_key_key" ON "wallet_holds"("partner_id", "key");

-- CreateIndex
CREATE INDEX "wallet_entries_partner_id_created_at_idx" ON "wallet_entries"("partner_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_entries_partner_id_key_key" ON "wallet_entries"("partner_id", "key");

-- AddForeignKey
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_holds" ADD CONSTRAINT "wallet_holds_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "wallets"("partner_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_entries" ADD CONSTRAINT "wallet_entries_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "wallets"("partner_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Never below zero, and never more promised than there is, whoever writes.
ALTER TABLE wallets
  ADD CONSTRAINT wallets_held_within_balance CHECK (held_tokens >= 0 AND held_tokens <= balance_tokens),
  ADD CONSTRAINT wallets_used_not_negative CHECK (used_tokens >= 0);
ALTER TABLE wallet_holds
  ADD CONSTRAINT wallet_holds_tokens_positive CHECK (tokens > 0),
  ADD CONSTRAINT wallet_holds_settled CHECK ((status = 'settled') = (settled_tokens IS NOT NULL) AND settled_tokens >= 0);
ALTER TABLE wallet_entries
  ADD CONSTRAINT wallet_entries_not_zero CHECK (tokens <> 0 AND balance_tokens >= 0);

CREATE FUNCTION wallet_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the wallets'' history is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER wallet_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wallet_entries
  FOR EACH STATEMENT EXECUTE FUNCTION wallet_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON wallet_entries FROM PUBLIC, CURRENT_USER;
