-- CreateEnum
CREATE TYPE "research_edition_state" AS ENUM ('frozen', 'open', 'closed');

-- CreateTable
CREATE TABLE "research_editions" (
    "id" UUID NOT NULL,
    "quarter" TEXT NOT NULL,
    "state" "research_edition_state" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "lending_from" TIMESTAMPTZ(3),
    "synthetic" BOOLEAN NOT NULL,
    "people" INTEGER NOT NULL,
    "pairs" INTEGER NOT NULL,
    "commitment" BYTEA NOT NULL,
    "nonce" BYTEA NOT NULL,
    "budget_milli" INTEGER NOT NULL DEFAULT 0,
    "build_milli" INTEGER NOT NULL DEFAULT 0,
    "share_milli" INTEGER NOT NULL DEFAULT 0,
    "joiner_share_milli" INTEGER NOT NULL DEFAULT 0,
    "rest_milli" INTEGER NOT NULL DEFAULT 0,
    "charged_milli" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "research_editions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "research_rows" (
    "edition_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "age_band" SMALLINT NOT NULL,
    "region" SMALLINT NOT NULL,
    "traits" SMALLINT[],
    "errors" SMALLINT[],

    CONSTRAINT "research_rows_pkey" PRIMARY KEY ("edition_id","row")
);

-- CreateTable
CREATE TABLE "research_pairs" (
    "edition_id" UUID NOT NULL,
    "row1" INTEGER NOT NULL,
    "row2" INTEGER NOT NULL,
    "age_band" SMALLINT NOT NULL,
    "region" SMALLINT NOT NULL,
    "score" SMALLINT NOT NULL,

    CONSTRAINT "research_pairs_pkey" PRIMARY KEY ("edition_id","row1","row2")
);

-- CreateTable
CREATE TABLE "research_participations" (
    "profile_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "rows" SMALLINT NOT NULL DEFAULT 1,

    CONSTRAINT "research_participations_pkey" PRIMARY KEY ("profile_id","edition_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "research_editions_quarter_key" ON "research_editions"("quarter");

-- CreateIndex
CREATE INDEX "research_participations_edition_id_idx" ON "research_participations"("edition_id");

-- AddForeignKey
ALTER TABLE "research_rows" ADD CONSTRAINT "research_rows_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "research_editions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "research_pairs" ADD CONSTRAINT "research_pairs_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "research_editions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "research_participations" ADD CONSTRAINT "research_participations_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "research_participations" ADD CONSTRAINT "research_participations_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "research_editions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What no code can undo by mistake: budgets hold, and what is frozen stays as it is.
ALTER TABLE "research_editions"
    ADD CONSTRAINT "research_editions_budget_check" CHECK (
        "budget_milli" BETWEEN 0 AND 4000 AND "charged_milli" BETWEEN 0 AND "budget_milli"
        AND "build_milli" >= 0 AND "share_milli" >= 0 AND "joiner_share_milli" >= 0 AND "rest_milli" >= 0),
    ADD CONSTRAINT "research_editions_period_check" CHECK ("starts_at" < "ends_at" AND "ends_at" <= "frozen_at");
ALTER TABLE "research_rows"
    ADD CONSTRAINT "research_rows_traits_check" CHECK (
        cardinality("traits") = 32 AND cardinality("errors") = 32
        AND -1 <= ALL ("traits") AND 1000 >= ALL ("traits")
        -- Intimacy was agreed to for one's own result only.
        AND -1 >= ALL ("traits"[27:29]));
ALTER TABLE "research_pairs"
    ADD CONSTRAINT "research_pairs_check" CHECK ("row1" < "row2" AND "score" BETWEEN 0 AND 1000);

CREATE FUNCTION research_editions_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state', 'opened_at', 'closed_at', 'lending_from', 'budget_milli', 'build_milli', 'share_milli',
        'joiner_share_milli', 'rest_milli', 'charged_milli'];
BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'editions are kept'; END IF;
    IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN RAISE EXCEPTION 'an edition is frozen'; END IF;
    IF NEW.charged_milli < OLD.charged_milli THEN RAISE EXCEPTION 'what was charged stays charged'; END IF;
    IF OLD.state <> 'frozen' AND NEW.state <> OLD.state AND NEW.state <> 'closed' THEN
        RAISE EXCEPTION 'an edition does not open again';
    END IF;
    IF OLD.state = 'closed' AND NEW.charged_milli <> OLD.charged_milli THEN
        RAISE EXCEPTION 'a closed edition takes no charge';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "research_editions_guarded" BEFORE UPDATE OR DELETE ON "research_editions"
    FOR EACH ROW EXECUTE FUNCTION research_editions_guard();
CREATE TRIGGER "research_editions_not_emptied" BEFORE TRUNCATE ON "research_editions"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION research_data_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added JOIN research_editions edition ON edition.id = added.edition_id
               WHERE edition.state <> 'frozen') THEN
        RAISE EXCEPTION 'an edition that was published takes no more rows';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER "research_rows_added" AFTER INSERT ON "research_rows" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION research_data_guard();
CREATE TRIGGER "research_pairs_added" AFTER INSERT ON "research_pairs" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION research_data_guard();
CREATE TRIGGER "research_rows_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "research_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "research_pairs_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "research_pairs"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
