-- AlterEnum
ALTER TYPE "alert_metric" ADD VALUE 'pairs';

-- DropIndex
DROP INDEX "alert_firings_alert_id_window_start_key";

-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE UNIQUE INDEX "alert_firings_alert_id_window_start_threshold_action_key" ON "alert_firings"("alert_id", "window_start", "threshold", "action");
