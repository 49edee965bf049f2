-- CreateEnum
CREATE TYPE "match_run_kind" AS ENUM ('match', 'schedule');

-- CreateEnum
CREATE TYPE "match_run_status" AS ENUM ('queued', 'running', 'finished', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "match_runs" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "api_key_id" UUID,
    "kind" "match_run_kind" NOT NULL,
    "status" "match_run_status" NOT NULL,
    "attendees" INTEGER NOT NULL,
    "model_version" TEXT NOT NULL,
    "sealed_input" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "summary" JSONB,
    "error_code" TEXT,
    "billable_units" INTEGER NOT NULL DEFAULT 0,
    "charge_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "match_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "match_pairs" (
    "run_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "attendee1_id" TEXT NOT NULL,
    "attendee2_id" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "alignments" JSONB NOT NULL,

    CONSTRAINT "match_pairs_pkey" PRIMARY KEY ("run_id","rank")
);

-- CreateIndex
CREATE INDEX "match_runs_event_id_kind_id_idx" ON "match_runs"("event_id", "kind", "id");

-- CreateIndex
CREATE INDEX "match_runs_status_created_at_idx" ON "match_runs"("status", "created_at");

-- AddForeignKey
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_pairs" ADD CONSTRAINT "match_pairs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "match_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one run of a kind works on an event.
CREATE UNIQUE INDEX "match_runs_active_sql" ON "match_runs"("event_id", "kind") WHERE "status" IN ('queued', 'running');
