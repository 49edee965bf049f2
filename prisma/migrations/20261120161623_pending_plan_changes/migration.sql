-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "pending_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "pending_invoice_id" TEXT,
ADD COLUMN     "pending_tier" "tier";
