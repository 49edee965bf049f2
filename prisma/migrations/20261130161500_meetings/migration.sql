-- CreateEnum
CREATE TYPE "contact_kind" AS ENUM ('email', 'line');

-- CreateEnum
CREATE TYPE "report_state" AS ENUM ('open', 'handled', 'dismissed');

-- CreateTable
CREATE TABLE "guest_choices" (
    "attendee_id" UUID NOT NULL,
    "agrees_to_preview" BOOLEAN NOT NULL DEFAULT false,
    "contact_kind" "contact_kind",
    "contact_line" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guest_choices_pkey" PRIMARY KEY ("attendee_id")
);

-- CreateTable
CREATE TABLE "guest_checks" (
    "attendee_id" UUID NOT NULL,
    "close" INTEGER NOT NULL,
    "others" INTEGER NOT NULL,
    "members" UUID[],
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guest_checks_pkey" PRIMARY KEY ("attendee_id")
);

-- CreateTable
CREATE TABLE "meeting_answers" (
    "attendee_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "yes" BOOLEAN NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_answers_pkey" PRIMARY KEY ("attendee_id","other_id")
);

-- CreateTable
CREATE TABLE "mutual_yeses" (
    "attendee1_id" UUID NOT NULL,
    "attendee2_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mutual_yeses_pkey" PRIMARY KEY ("attendee1_id","attendee2_id")
);

-- CreateTable
CREATE TABLE "event_ratings" (
    "attendee_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "stars" SMALLINT NOT NULL,
    "sentence" TEXT,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_ratings_pkey" PRIMARY KEY ("attendee_id")
);

-- CreateTable
CREATE TABLE "person_reports" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "reporter_user_id" UUID,
    "reporter_email" TEXT,
    "reported_user_id" UUID,
    "reported_email" TEXT,
    "reporter_name" TEXT,
    "reported_name" TEXT,
    "reason" TEXT NOT NULL,
    "details" TEXT,
    "state" "report_state" NOT NULL DEFAULT 'open',
    "note" TEXT,
    "closed_by" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_blocks" (
    "id" UUID NOT NULL,
    "attendee_id" UUID,
    "blocker_user_id" UUID,
    "blocker_email" TEXT,
    "blocked_user_id" UUID,
    "blocked_email" TEXT,
    "other_id" UUID,
    "blocked_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendee_blurs" (
    "attendee_id" UUID NOT NULL,
    "draws" DOUBLE PRECISION[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendee_blurs_pkey" PRIMARY KEY ("attendee_id")
);

-- CreateTable
CREATE TABLE "own_answers_pairs" (
    "run_id" UUID NOT NULL,
    "attendee1_id" UUID NOT NULL,
    "attendee2_id" UUID NOT NULL,
    "low" SMALLINT NOT NULL,
    "levels" JSONB NOT NULL,

    CONSTRAINT "own_answers_pairs_pkey" PRIMARY KEY ("run_id","attendee1_id","attendee2_id")
);

-- CreateTable
CREATE TABLE "own_answers_seats" (
    "run_id" UUID NOT NULL,
    "round" SMALLINT NOT NULL,
    "attendee_id" UUID NOT NULL,
    "place" INTEGER,

    CONSTRAINT "own_answers_seats_pkey" PRIMARY KEY ("run_id","round","attendee_id")
);

-- CreateTable
CREATE TABLE "outcome_sets" (
    "event_id" UUID NOT NULL,
    "synthetic" BOOLEAN NOT NULL,
    "people" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outcome_sets_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "meeting_outcomes" (
    "event_id" UUID NOT NULL,
    "chooser" INTEGER NOT NULL,
    "chosen" INTEGER NOT NULL,
    "yes" BOOLEAN NOT NULL,
    "predicted" DOUBLE PRECISION,
    "control" BOOLEAN NOT NULL,

    CONSTRAINT "meeting_outcomes_pkey" PRIMARY KEY ("event_id","chooser","chosen")
);

-- CreateTable
CREATE TABLE "scorecards" (
    "synthetic" BOOLEAN NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "scorecards_pkey" PRIMARY KEY ("synthetic")
);

-- CreateIndex
CREATE INDEX "meeting_answers_other_id_idx" ON "meeting_answers"("other_id");

-- CreateIndex
CREATE INDEX "meeting_answers_event_id_idx" ON "meeting_answers"("event_id");

-- CreateIndex
CREATE INDEX "mutual_yeses_attendee2_id_idx" ON "mutual_yeses"("attendee2_id");

-- CreateIndex
CREATE INDEX "mutual_yeses_event_id_idx" ON "mutual_yeses"("event_id");

-- CreateIndex
CREATE INDEX "event_ratings_event_id_idx" ON "event_ratings"("event_id");

-- CreateIndex
CREATE INDEX "person_reports_state_created_at_idx" ON "person_reports"("state", "created_at");

-- CreateIndex
CREATE INDEX "person_reports_event_id_idx" ON "person_reports"("event_id");

-- CreateIndex
CREATE INDEX "person_blocks_attendee_id_idx" ON "person_blocks"("attendee_id");

-- CreateIndex
CREATE INDEX "person_blocks_other_id_idx" ON "person_blocks"("other_id");

-- CreateIndex
CREATE INDEX "person_blocks_blocker_user_id_idx" ON "person_blocks"("blocker_user_id");

-- CreateIndex
CREATE INDEX "person_blocks_blocker_email_idx" ON "person_blocks"("blocker_email");

-- CreateIndex
CREATE INDEX "own_answers_pairs_attendee1_id_idx" ON "own_answers_pairs"("attendee1_id");

-- CreateIndex
CREATE INDEX "own_answers_pairs_attendee2_id_idx" ON "own_answers_pairs"("attendee2_id");

-- CreateIndex
CREATE INDEX "own_answers_seats_attendee_id_idx" ON "own_answers_seats"("attendee_id");

-- AddForeignKey
ALTER TABLE "guest_choices" ADD CONSTRAINT "guest_choices_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_checks" ADD CONSTRAINT "guest_checks_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_answers" ADD CONSTRAINT "meeting_answers_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_answers" ADD CONSTRAINT "meeting_answers_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutual_yeses" ADD CONSTRAINT "mutual_yeses_attendee1_id_fkey" FOREIGN KEY ("attendee1_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutual_yeses" ADD CONSTRAINT "mutual_yeses_attendee2_id_fkey" FOREIGN KEY ("attendee2_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_ratings" ADD CONSTRAINT "event_ratings_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_reports" ADD CONSTRAINT "person_reports_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_blocks" ADD CONSTRAINT "person_blocks_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_blocks" ADD CONSTRAINT "person_blocks_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "event_attendees"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendee_blurs" ADD CONSTRAINT "attendee_blurs_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_answers_pairs" ADD CONSTRAINT "own_answers_pairs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "match_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_answers_pairs" ADD CONSTRAINT "own_answers_pairs_attendee1_id_fkey" FOREIGN KEY ("attendee1_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_answers_pairs" ADD CONSTRAINT "own_answers_pairs_attendee2_id_fkey" FOREIGN KEY ("attendee2_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_answers_seats" ADD CONSTRAINT "own_answers_seats_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "match_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_answers_seats" ADD CONSTRAINT "own_answers_seats_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome_sets" ADD CONSTRAINT "outcome_sets_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_outcomes" ADD CONSTRAINT "meeting_outcomes_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outcome_sets"("event_id") ON DELETE CASCADE ON UPDATE CASCADE;
