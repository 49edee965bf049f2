-- CreateTable
CREATE TABLE "match_schedules" (
    "run_id" UUID NOT NULL,
    "attendee_ids" TEXT[],
    "plan" JSONB NOT NULL,
    "certificate" JSONB,

    CONSTRAINT "match_schedules_pkey" PRIMARY KEY ("run_id")
);

-- AddForeignKey
ALTER TABLE "match_schedules" ADD CONSTRAINT "match_schedules_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "match_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
