-- What is under way for a partner, and what of it is due: asked whenever one of its deliveries begins or ends.
CREATE INDEX "webhook_deliveries_running_sql" ON "webhook_deliveries"("partner_id", "endpoint_id") WHERE "status" = 'pending' AND "claimed_until" IS NOT NULL;
CREATE INDEX "webhook_deliveries_backlog_sql" ON "webhook_deliveries"("partner_id", "next_attempt_at") WHERE "status" = 'pending';
