-- CreateEnum
CREATE TYPE "insight_report_cadence" AS ENUM ('edition', 'weekly', 'monthly');

-- CreateEnum
CREATE TYPE "insight_report_outcome" AS ENUM ('ready', 'share_used_up', 'plan_ended', 'no_edition');

-- CreateEnum
CREATE TYPE "custom_research_status" AS ENUM ('asked', 'quoted', 'accepted', 'declined', 'delivered');

-- CreateTable
CREATE TABLE "research_signing_keys" (
    "kid" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "research_signing_keys_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "insight_publications" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "query_id" UUID NOT NULL,
    "cite" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "insight_publications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "insight_refusals" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "quarter" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "error" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_refusals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "insight_reports" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "cadence" "insight_report_cadence" NOT NULL,
    "asked" JSONB,
    "error" INTEGER,
    "max_epsilon_milli" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "insight_report_recipients" (
    "report_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "insight_report_recipients_pkey" PRIMARY KEY ("report_id","user_id")
);

-- CreateTable
CREATE TABLE "insight_report_runs" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "outcome" "insight_report_outcome" NOT NULL,
    "quarter" TEXT,
    "query_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_report_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custom_research" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "custom_research_status" NOT NULL DEFAULT 'asked',
    "budget_minor" BIGINT,
    "quote_minor" BIGINT,
    "quoted_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "custom_research_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "insight_publications_query_id_key" ON "insight_publications"("query_id");

-- CreateIndex
CREATE UNIQUE INDEX "insight_publications_cite_key" ON "insight_publications"("cite");

-- CreateIndex
CREATE INDEX "insight_publications_partner_id_id_idx" ON "insight_publications"("partner_id", "id");

-- CreateIndex
CREATE INDEX "insight_refusals_partner_id_id_idx" ON "insight_refusals"("partner_id", "id");

-- CreateIndex
CREATE INDEX "insight_reports_partner_id_id_idx" ON "insight_reports"("partner_id", "id");

-- CreateIndex
CREATE INDEX "insight_report_recipients_user_id_idx" ON "insight_report_recipients"("user_id");

-- CreateIndex
CREATE INDEX "insight_report_runs_partner_id_id_idx" ON "insight_report_runs"("partner_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "insight_report_runs_report_id_period_key" ON "insight_report_runs"("report_id", "period");

-- CreateIndex
CREATE UNIQUE INDEX "custom_research_ticket_id_key" ON "custom_research"("ticket_id");

-- CreateIndex
CREATE INDEX "custom_research_partner_id_id_idx" ON "custom_research"("partner_id", "id");

-- CreateIndex
CREATE INDEX "custom_research_status_id_idx" ON "custom_research"("status", "id");

-- AddForeignKey
ALTER TABLE "insight_publications" ADD CONSTRAINT "insight_publications_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_publications" ADD CONSTRAINT "insight_publications_query_id_fkey" FOREIGN KEY ("query_id") REFERENCES "insight_queries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_refusals" ADD CONSTRAINT "insight_refusals_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_reports" ADD CONSTRAINT "insight_reports_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_report_recipients" ADD CONSTRAINT "insight_report_recipients_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "insight_reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_report_recipients" ADD CONSTRAINT "insight_report_recipients_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_report_runs" ADD CONSTRAINT "insight_report_runs_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "insight_reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custom_research" ADD CONSTRAINT "custom_research_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custom_research" ADD CONSTRAINT "custom_research_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER "research_signing_keys_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "research_signing_keys"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "insight_reports" ADD CONSTRAINT "insight_reports_check"
    CHECK (("asked" IS NULL) = ("error" IS NULL) AND "max_epsilon_milli" >= 0);
ALTER TABLE "custom_research" ADD CONSTRAINT "custom_research_check"
    CHECK (("quote_minor" IS NULL) = ("quoted_until" IS NULL) AND "quote_minor" > 0 AND "budget_minor" > 0);
