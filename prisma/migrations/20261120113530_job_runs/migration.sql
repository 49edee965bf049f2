-- DropIndex
DROP INDEX "job_runs_name_started_at_idx";

-- AlterTable
ALTER TABLE "job_runs" ADD COLUMN     "attempts" INTEGER NOT NULL,
ADD COLUMN     "period" TIMESTAMPTZ(3) NOT NULL;

-- CreateTable
CREATE TABLE "job_schedules" (
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_schedules_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "job_runs_name_period_key" ON "job_runs"("name", "period");
