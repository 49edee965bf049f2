-- AlterTable
ALTER TABLE "partner_events" ADD COLUMN     "fanned_out_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "webhook_endpoints" ADD COLUMN     "failing_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "webhook_deliveries" ADD COLUMN     "claimed_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_id_idx" ON "webhook_deliveries"("endpoint_id", "id");

-- An event is delivered to an endpoint once, however often and by however many processes it is handed over; a replay
-- is another delivery.
CREATE UNIQUE INDEX "webhook_deliveries_once_sql" ON "webhook_deliveries"("endpoint_id", "event_id") WHERE "replay_of_id" IS NULL;

-- What is due, and what is under way.
CREATE INDEX "webhook_deliveries_pending_sql" ON "webhook_deliveries"("endpoint_id", "next_attempt_at") WHERE "status" = 'pending';
CREATE INDEX "partner_events_waiting_sql" ON "partner_events"("created_at") WHERE "fanned_out_at" IS NULL;

-- Events of before webhooks were there are nobody's news.
UPDATE "partner_events" SET "fanned_out_at" = "created_at";
