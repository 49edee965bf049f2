-- CreateTable
CREATE TABLE "insight_shares" (
    "edition_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "share_milli" INTEGER NOT NULL,
    "joined" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_shares_pkey" PRIMARY KEY ("edition_id","partner_id")
);

-- CreateTable
CREATE TABLE "insight_releases" (
    "id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "question" JSONB NOT NULL,
    "question_hash" BYTEA NOT NULL,
    "epsilon_milli" INTEGER NOT NULL,
    "noisy" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_releases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "insight_charges" (
    "release_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "payer_id" UUID,
    "own_milli" INTEGER NOT NULL,
    "loan_milli" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_charges_pkey" PRIMARY KEY ("release_id")
);

-- CreateTable
CREATE TABLE "insight_queries" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "asked" JSONB NOT NULL,
    "charged_milli" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_queries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "insight_releases_edition_id_question_hash_epsilon_milli_key" ON "insight_releases"("edition_id", "question_hash", "epsilon_milli");

-- CreateIndex
CREATE INDEX "insight_charges_edition_id_idx" ON "insight_charges"("edition_id");

-- CreateIndex
CREATE INDEX "insight_queries_partner_id_id_idx" ON "insight_queries"("partner_id", "id");

-- AddForeignKey
ALTER TABLE "insight_shares" ADD CONSTRAINT "insight_shares_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "research_editions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_shares" ADD CONSTRAINT "insight_shares_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_releases" ADD CONSTRAINT "insight_releases_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "research_editions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_charges" ADD CONSTRAINT "insight_charges_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "research_editions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_charges" ADD CONSTRAINT "insight_charges_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "insight_releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_queries" ADD CONSTRAINT "insight_queries_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_queries" ADD CONSTRAINT "insight_queries_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "insight_releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "insight_charges" ADD CONSTRAINT "insight_charges_check"
    CHECK ("own_milli" >= 0 AND "loan_milli" >= 0 AND "own_milli" + "loan_milli" > 0);
ALTER TABLE "insight_releases" ADD CONSTRAINT "insight_releases_check" CHECK ("epsilon_milli" > 0);

CREATE TRIGGER "insight_releases_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "insight_releases"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "insight_charges_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "insight_charges"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- No release without its charge, and no charge that the edition did not count: held when the transaction commits.
CREATE FUNCTION insight_releases_charged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid integer;
BEGIN
    SELECT own_milli + loan_milli INTO paid FROM insight_charges WHERE release_id = NEW.id AND edition_id = NEW.edition_id;
    IF paid IS DISTINCT FROM NEW.epsilon_milli THEN RAISE EXCEPTION 'a release is charged for what it costs'; END IF;
    IF (SELECT sum(epsilon_milli) FROM insight_releases WHERE edition_id = NEW.edition_id)
        IS DISTINCT FROM (SELECT charged_milli FROM research_editions WHERE id = NEW.edition_id) THEN
        RAISE EXCEPTION 'an edition counts what its releases cost';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER "insight_releases_charged" AFTER INSERT ON "insight_releases"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insight_releases_charged();
