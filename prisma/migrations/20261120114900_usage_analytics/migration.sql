-- CreateEnum
CREATE TYPE "usage_dimension" AS ENUM ('endpoint', 'key', 'cause', 'status', 'country');

-- DropIndex
DROP INDEX "api_calls_partner_id_occurred_at_idx";

-- AlterTable
ALTER TABLE "usage_hours" DROP CONSTRAINT "usage_hours_pkey",
ADD COLUMN     "error_code" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("partner_id", "hour", "api_key_id", "mode", "endpoint", "method", "status_class", "country", "error_code");

-- CreateTable
CREATE TABLE "usage_totals" (
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "calls" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "billable_units" BIGINT NOT NULL,
    "duration_us" BIGINT NOT NULL,
    "latency" INTEGER[],
    "peak_minute" INTEGER NOT NULL,
    "day_use" BIGINT NOT NULL,

    CONSTRAINT "usage_totals_pkey" PRIMARY KEY ("partner_id","mode","hour")
);

-- CreateTable
CREATE TABLE "usage_days" (
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "dimension" "usage_dimension" NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "value" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "billable_units" BIGINT NOT NULL,
    "duration_us" BIGINT NOT NULL,
    "latency" INTEGER[],

    CONSTRAINT "usage_days_pkey" PRIMARY KEY ("partner_id","mode","dimension","day","value")
);

-- CreateIndex
CREATE INDEX "usage_totals_hour_idx" ON "usage_totals"("hour");

-- CreateIndex
CREATE INDEX "usage_days_day_idx" ON "usage_days"("day");

-- CreateIndex
CREATE INDEX "api_calls_partner_id_mode_occurred_at_idx" ON "api_calls"("partner_id", "mode", "occurred_at");

-- CreateIndex
CREATE INDEX "api_calls_partner_id_mode_endpoint_method_occurred_at_idx" ON "api_calls"("partner_id", "mode", "endpoint", "method", "occurred_at");

-- CreateIndex
CREATE INDEX "api_calls_api_key_id_occurred_at_idx" ON "api_calls"("api_key_id", "occurred_at");


-- Calls that failed, by status and by error code: the others pay nothing for these.
CREATE INDEX "api_calls_failed_by_status_sql" ON "api_calls" ("partner_id", "mode", "status", "occurred_at") WHERE "status" >= 400;
CREATE INDEX "api_calls_failed_by_code_sql" ON "api_calls" ("partner_id", "mode", "error_code", "occurred_at") WHERE "error_code" IS NOT NULL;

-- Which hours have been summed is written under a new name, "usage", so that the next run sums all hours anew: with
-- error codes, and into the new tables.
