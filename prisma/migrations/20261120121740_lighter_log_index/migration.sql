-- DropIndex
DROP INDEX "api_calls_partner_id_mode_endpoint_method_occurred_at_idx";

-- Nearly all calls are calculations: they pay nothing for the index of the others by endpoint.
CREATE INDEX "api_calls_by_endpoint_sql" ON "api_calls" ("partner_id", "mode", "endpoint", "method", "occurred_at") WHERE "endpoint" <> '/v1/compatibility/calculate';
