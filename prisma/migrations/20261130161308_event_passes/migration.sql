-- AlterTable
ALTER TABLE "event_passes" ADD COLUMN     "purchase_id" UUID,
ADD COLUMN     "taken_back_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "event_pass_prices" (
    "partner_id" UUID NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pass_prices_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "event_pass_purchases" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "checkout_session_id" TEXT,
    "price_minor" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_pass_purchases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_pass_purchases_checkout_session_id_key" ON "event_pass_purchases"("checkout_session_id");

-- CreateIndex
CREATE INDEX "event_pass_purchases_partner_id_created_at_idx" ON "event_pass_purchases"("partner_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_passes_purchase_id_key" ON "event_passes"("purchase_id");

-- AddForeignKey
ALTER TABLE "event_passes" ADD CONSTRAINT "event_passes_purchase_id_fkey" FOREIGN KEY ("purchase_id") REFERENCES "event_pass_purchases"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_pass_prices" ADD CONSTRAINT "event_pass_prices_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_pass_purchases" ADD CONSTRAINT "event_pass_purchases_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
