-- CreateEnum
CREATE TYPE "assessment_form" AS ENUM ('short', 'long');

-- CreateEnum
CREATE TYPE "intimacy_choice" AS ENUM ('undecided', 'declined', 'agreed');

-- CreateEnum
CREATE TYPE "result_source" AS ENUM ('assessment', 'quest');

-- CreateEnum
CREATE TYPE "result_quality" AS ENUM ('high', 'fair', 'low');

-- CreateEnum
CREATE TYPE "profile_token_kind" AS ENUM ('browser', 'link');

-- CreateTable
CREATE TABLE "profiles" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "birth_year" SMALLINT,
    "region" TEXT,
    "gender" TEXT,
    "norms_consent_at" TIMESTAMPTZ(3),
    "norms_consent_version" TEXT,
    "synthetic" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_tokens" (
    "token_hash" BYTEA NOT NULL,
    "profile_id" UUID NOT NULL,
    "kind" "profile_token_kind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "profile_claims" (
    "sign_up_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_claims_pkey" PRIMARY KEY ("sign_up_id")
);

-- CreateTable
CREATE TABLE "assessments" (
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "form" "assessment_form" NOT NULL,
    "questionnaire_version" TEXT NOT NULL,
    "intimacy" "intimacy_choice" NOT NULL DEFAULT 'undecided',
    "intimacy_decided_at" TIMESTAMPTZ(3),
    "extra_statement_ids" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_answers" (
    "assessment_id" UUID NOT NULL,
    "statement_id" TEXT NOT NULL,
    "value" SMALLINT NOT NULL,
    "took_ms" INTEGER,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assessment_answers_pkey" PRIMARY KEY ("assessment_id","statement_id")
);

-- CreateTable
CREATE TABLE "quest_runs" (
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "quest_version" TEXT NOT NULL,
    "intimacy" "intimacy_choice" NOT NULL DEFAULT 'undecided',
    "intimacy_decided_at" TIMESTAMPTZ(3),
    "choices" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "quest_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trait_results" (
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "source" "result_source" NOT NULL,
    "assessment_id" UUID,
    "quest_run_id" UUID,
    "model_version" TEXT NOT NULL,
    "questionnaire_version" TEXT NOT NULL,
    "traits" JSONB NOT NULL,
    "standard_errors" JSONB NOT NULL,
    "quality" "result_quality" NOT NULL,
    "quality_signs" TEXT[],
    "doubtful_statement_ids" TEXT[],
    "answer_count" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trait_results_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trait_norms" (
    "id" UUID NOT NULL,
    "people" INTEGER NOT NULL,
    "synthetic" BOOLEAN NOT NULL,
    "quantiles" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trait_norms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "profiles_user_id_key" ON "profiles"("user_id");

-- CreateIndex
CREATE INDEX "profiles_expires_at_idx" ON "profiles"("expires_at");

-- CreateIndex
CREATE INDEX "profile_tokens_profile_id_idx" ON "profile_tokens"("profile_id");

-- CreateIndex
CREATE INDEX "profile_claims_profile_id_idx" ON "profile_claims"("profile_id");

-- CreateIndex
CREATE INDEX "assessments_profile_id_started_at_idx" ON "assessments"("profile_id", "started_at");

-- CreateIndex
CREATE INDEX "quest_runs_profile_id_started_at_idx" ON "quest_runs"("profile_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "trait_results_assessment_id_key" ON "trait_results"("assessment_id");

-- CreateIndex
CREATE UNIQUE INDEX "trait_results_quest_run_id_key" ON "trait_results"("quest_run_id");

-- CreateIndex
CREATE INDEX "trait_results_profile_id_created_at_idx" ON "trait_results"("profile_id", "created_at");

-- CreateIndex
CREATE INDEX "trait_norms_created_at_idx" ON "trait_norms"("created_at");

-- AddForeignKey
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_tokens" ADD CONSTRAINT "profile_tokens_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_claims" ADD CONSTRAINT "profile_claims_sign_up_id_fkey" FOREIGN KEY ("sign_up_id") REFERENCES "sign_ups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_claims" ADD CONSTRAINT "profile_claims_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_answers" ADD CONSTRAINT "assessment_answers_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quest_runs" ADD CONSTRAINT "quest_runs_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trait_results" ADD CONSTRAINT "trait_results_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trait_results" ADD CONSTRAINT "trait_results_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trait_results" ADD CONSTRAINT "trait_results_quest_run_id_fkey" FOREIGN KEY ("quest_run_id") REFERENCES "quest_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two tabs cannot begin two sheets or two stories.
CREATE UNIQUE INDEX "assessments_one_open_sql" ON "assessments" ("profile_id") WHERE "finished_at" IS NULL;
CREATE UNIQUE INDEX "quest_runs_one_open_sql" ON "quest_runs" ("profile_id") WHERE "finished_at" IS NULL;

ALTER TABLE "assessment_answers" ADD CONSTRAINT "assessment_answers_value" CHECK ("value" BETWEEN 1 AND 5);
