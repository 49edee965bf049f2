-- AlterEnum
ALTER TYPE "ledger_account_kind" ADD VALUE 'deferred_revenue';

-- CreateTable
CREATE TABLE "revenue_schedules" (
    "invoice_id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "converted_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "revenue_schedules_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "revenue_months" (
    "invoice_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "partner_id" UUID NOT NULL,
    "earned_minor" INTEGER NOT NULL,
    "discount_minor" INTEGER NOT NULL,
    "refunded_minor" INTEGER NOT NULL,
    "postings" INTEGER NOT NULL,

    CONSTRAINT "revenue_months_pkey" PRIMARY KEY ("invoice_id","month")
);

-- CreateIndex
CREATE INDEX "revenue_schedules_partner_id_idx" ON "revenue_schedules"("partner_id");

-- CreateIndex
CREATE INDEX "revenue_months_partner_id_idx" ON "revenue_months"("partner_id");

-- AddForeignKey
ALTER TABLE "revenue_schedules" ADD CONSTRAINT "revenue_schedules_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revenue_months" ADD CONSTRAINT "revenue_months_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "revenue_schedules"("invoice_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a daily job still has to do.
CREATE INDEX "revenue_schedules_open_sql" ON "revenue_schedules"("partner_id") WHERE "done_at" IS NULL;
