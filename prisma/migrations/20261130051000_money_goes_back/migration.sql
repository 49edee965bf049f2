-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ledger_account_kind" ADD VALUE 'other_revenue';
ALTER TYPE "ledger_account_kind" ADD VALUE 'tax_payable';
ALTER TYPE "ledger_account_kind" ADD VALUE 'disputed_funds';
ALTER TYPE "ledger_account_kind" ADD VALUE 'payment_fees';

-- AlterTable
ALTER TABLE "invoices" ADD COLUMN     "tax_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unearned_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "invoice_lines" ADD COLUMN     "inclusive_tax_minor" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "wallet_entries" ADD COLUMN     "written_off_tokens" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "billing_refunds" (
    "id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "invoice_id" TEXT,
    "checkout_session_id" TEXT,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "reading" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_disputes" (
    "id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "invoice_id" TEXT,
    "checkout_session_id" TEXT,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "withdrawn_minor" INTEGER NOT NULL,
    "fee_minor" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "due_by" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "reading" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_set_asides" (
    "id" UUID NOT NULL,
    "object_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "currency" CHAR(3),
    "amount_minor" BIGINT,
    "detail" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" UUID,

    CONSTRAINT "billing_set_asides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallet_take_backs" (
    "id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "checkout_session_id" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "due_tokens" BIGINT NOT NULL,
    "taken_tokens" BIGINT NOT NULL,
    "written_off_tokens" BIGINT NOT NULL,
    "released_minor" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "wallet_take_backs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "billing_refunds_partner_id_created_at_idx" ON "billing_refunds"("partner_id", "created_at");

-- CreateIndex
CREATE INDEX "billing_disputes_partner_id_created_at_idx" ON "billing_disputes"("partner_id", "created_at");

-- CreateIndex
CREATE INDEX "billing_disputes_closed_at_created_at_idx" ON "billing_disputes"("closed_at", "created_at");

-- CreateIndex
CREATE INDEX "billing_set_asides_resolved_at_found_at_idx" ON "billing_set_asides"("resolved_at", "found_at");

-- CreateIndex
CREATE UNIQUE INDEX "billing_set_asides_object_id_reason_key" ON "billing_set_asides"("object_id", "reason");

-- CreateIndex
CREATE INDEX "wallet_take_backs_partner_id_taken_at_idx" ON "wallet_take_backs"("partner_id", "taken_at");

-- CreateIndex
CREATE INDEX "wallet_take_backs_checkout_session_id_idx" ON "wallet_take_backs"("checkout_session_id");

-- AddForeignKey
ALTER TABLE "billing_refunds" ADD CONSTRAINT "billing_refunds_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "billing_disputes" ADD CONSTRAINT "billing_disputes_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_take_backs" ADD CONSTRAINT "wallet_take_backs_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A take-back that finds every token used changes no balance, and is part of the history all the same.
ALTER TABLE wallet_entries DROP CONSTRAINT wallet_entries_not_zero;
ALTER TABLE wallet_entries
  ADD CONSTRAINT wallet_entries_not_zero CHECK ((tokens <> 0 OR written_off_tokens > 0) AND balance_tokens >= 0),
  ADD CONSTRAINT wallet_entries_written_off CHECK (written_off_tokens >= 0 AND (written_off_tokens = 0 OR kind IN ('refund', 'adjustment')));
ALTER TABLE wallet_take_backs
  ADD CONSTRAINT wallet_take_backs_sum CHECK (due_tokens >= taken_tokens + written_off_tokens
    AND (settled_at IS NULL OR due_tokens = taken_tokens + written_off_tokens)),
  ADD CONSTRAINT wallet_take_backs_not_negative CHECK (taken_tokens >= 0 AND written_off_tokens >= 0 AND released_minor >= 0);
