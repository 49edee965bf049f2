-- CreateEnum
CREATE TYPE "subscription_kind" AS ENUM ('plan', 'usage');

-- CreateEnum
CREATE TYPE "invoice_line_kind" AS ENUM ('plan', 'usage', 'other');

-- CreateEnum
CREATE TYPE "mrr_movement_kind" AS ENUM ('new', 'expansion', 'contraction', 'churn', 'reactivation');

-- AlterTable
ALTER TABLE "partners" ADD COLUMN     "by_contract" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "past_due_since" TIMESTAMPTZ(3),
ADD COLUMN     "stripe_customer_id" TEXT;

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "api_version" TEXT,
    "payload" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "kind" "subscription_kind" NOT NULL,
    "tier" "tier",
    "status" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" INTEGER,
    "interval" TEXT NOT NULL,
    "current_period_start" TIMESTAMPTZ(3) NOT NULL,
    "current_period_end" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "trial_end" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "canceled_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "latest_invoice_id" TEXT,
    "mrr_minor" INTEGER NOT NULL,
    "reading" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "subscription_id" TEXT,
    "number" TEXT,
    "status" TEXT NOT NULL,
    "billing_reason" TEXT,
    "currency" CHAR(3) NOT NULL,
    "subtotal_minor" INTEGER NOT NULL,
    "discount_minor" INTEGER NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "amount_due_minor" INTEGER NOT NULL,
    "amount_paid_minor" INTEGER NOT NULL,
    "amount_remaining_minor" INTEGER NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "attempt_count" INTEGER NOT NULL,
    "next_payment_attempt_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "finalized_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "marked_uncollectible_at" TIMESTAMPTZ(3),
    "hosted_url" TEXT,
    "pdf_url" TEXT,
    "reading" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_lines" (
    "id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" "invoice_line_kind" NOT NULL,
    "subscription_id" TEXT,
    "price_id" TEXT,
    "description" TEXT,
    "amount_minor" INTEGER NOT NULL,
    "discount_minor" INTEGER NOT NULL,
    "quantity" BIGINT,
    "unit_amount_decimal" TEXT,
    "proration" BOOLEAN NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mrr_movements" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "mrr_movement_kind" NOT NULL,
    "tier" "tier" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "before_minor" INTEGER NOT NULL,
    "after_minor" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mrr_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_leases" (
    "partner_id" UUID NOT NULL,
    "holder" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_leases_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "billing_reconciliations" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "partners" INTEGER NOT NULL DEFAULT 0,
    "subscriptions" INTEGER NOT NULL DEFAULT 0,
    "invoices" INTEGER NOT NULL DEFAULT 0,
    "ledger_entries" BIGINT NOT NULL DEFAULT 0,
    "ledger_faults" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "billing_reconciliations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_differences" (
    "id" UUID NOT NULL,
    "reconciliation_id" UUID NOT NULL,
    "partner_id" UUID,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "ours" TEXT NOT NULL,
    "theirs" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "healed_at" TIMESTAMPTZ(3),

    CONSTRAINT "billing_differences_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stripe_events_received_at_idx" ON "stripe_events"("received_at");

-- CreateIndex
CREATE INDEX "stripe_events_processed_at_received_at_idx" ON "stripe_events"("processed_at", "received_at");

-- CreateIndex
CREATE INDEX "subscriptions_partner_id_kind_idx" ON "subscriptions"("partner_id", "kind");

-- CreateIndex
CREATE INDEX "invoices_partner_id_created_at_idx" ON "invoices"("partner_id", "created_at");

-- CreateIndex
CREATE INDEX "invoices_subscription_id_idx" ON "invoices"("subscription_id");

-- CreateIndex
CREATE INDEX "invoices_status_idx" ON "invoices"("status");

-- CreateIndex
CREATE INDEX "invoice_lines_invoice_id_position_idx" ON "invoice_lines"("invoice_id", "position");

-- CreateIndex
CREATE INDEX "invoice_lines_partner_id_kind_period_start_idx" ON "invoice_lines"("partner_id", "kind", "period_start");

-- CreateIndex
CREATE UNIQUE INDEX "mrr_movements_key_key" ON "mrr_movements"("key");

-- CreateIndex
CREATE INDEX "mrr_movements_occurred_at_idx" ON "mrr_movements"("occurred_at");

-- CreateIndex
CREATE INDEX "mrr_movements_partner_id_recorded_at_idx" ON "mrr_movements"("partner_id", "recorded_at");

-- CreateIndex
CREATE INDEX "billing_reconciliations_started_at_idx" ON "billing_reconciliations"("started_at");

-- CreateIndex
CREATE INDEX "billing_differences_reconciliation_id_idx" ON "billing_differences"("reconciliation_id");

-- CreateIndex
CREATE UNIQUE INDEX "partners_stripe_customer_id_key" ON "partners"("stripe_customer_id");

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mrr_movements" ADD CONSTRAINT "mrr_movements_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "billing_differences" ADD CONSTRAINT "billing_differences_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "billing_reconciliations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Numbers the readings of Stripe's state: of two readings of one thing the one that began later stands.
CREATE SEQUENCE stripe_readings;

-- What partners bring in a month is history: rows are only ever added.
CREATE FUNCTION mrr_movements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'mrr_movements is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER mrr_movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON mrr_movements
  FOR EACH STATEMENT EXECUTE FUNCTION mrr_movements_refuse_change();
ALTER TABLE mrr_movements ADD CONSTRAINT mrr_movements_changes CHECK (before_minor <> after_minor);

-- Until now every subscription was an operator's word.
UPDATE partners SET by_contract = true WHERE subscription_status <> 'none';
