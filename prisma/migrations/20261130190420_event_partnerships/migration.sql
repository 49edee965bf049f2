-- AlterEnum
ALTER TYPE "ledger_account_kind" ADD VALUE 'deferred_partnerships';

-- AlterTable
ALTER TABLE "event_passes" ADD COLUMN     "partnership_id" UUID;

-- CreateTable
CREATE TABLE "event_partnership_terms" (
    "partner_id" UUID NOT NULL,
    "monthly_price_minor" INTEGER NOT NULL,
    "events_per_month" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_partnership_terms_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "event_partnerships" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "checkout_session_id" TEXT,
    "months" INTEGER NOT NULL,
    "events_per_month" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "earned_minor" INTEGER NOT NULL DEFAULT 0,
    "taken_minor" INTEGER NOT NULL DEFAULT 0,
    "settled_at" TIMESTAMPTZ(3),
    "settlements" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "event_partnerships_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_partnerships_checkout_session_id_key" ON "event_partnerships"("checkout_session_id");

-- CreateIndex
CREATE INDEX "event_partnerships_partner_id_ends_at_idx" ON "event_partnerships"("partner_id", "ends_at");

-- CreateIndex
CREATE INDEX "event_passes_partnership_id_used_at_idx" ON "event_passes"("partnership_id", "used_at");

-- AddForeignKey
ALTER TABLE "event_passes" ADD CONSTRAINT "event_passes_partnership_id_fkey" FOREIGN KEY ("partnership_id") REFERENCES "event_partnerships"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_partnership_terms" ADD CONSTRAINT "event_partnership_terms_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_partnerships" ADD CONSTRAINT "event_partnerships_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a program error must never write.
ALTER TABLE "event_partnership_terms" ADD CONSTRAINT "event_partnership_terms_sql"
  CHECK ("monthly_price_minor" > 0 AND "events_per_month" > 0);
ALTER TABLE "event_partnerships" ADD CONSTRAINT "event_partnerships_money_sql"
  CHECK ("price_minor" > 0 AND "months" > 0 AND "events_per_month" > 0 AND "taken_minor" >= 0
    AND "earned_minor" >= 0 AND "earned_minor" + "taken_minor" <= "price_minor");
ALTER TABLE "event_partnerships" ADD CONSTRAINT "event_partnerships_time_sql"
  CHECK (("paid_at" IS NULL) = ("starts_at" IS NULL) AND ("paid_at" IS NULL) = ("ends_at" IS NULL)
    AND ("paid_at" IS NULL) = ("settled_at" IS NULL) AND "starts_at" < "ends_at");
