-- CreateEnum
CREATE TYPE "consent_purpose" AS ENUM ('matching', 'events', 'research', 'partner_api', 'coach', 'norms', 'intimacy', 'seeks');

-- AlterTable
ALTER TABLE "profiles" ADD COLUMN     "restricted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "consent_events" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "profile_id" UUID NOT NULL,
    "purpose" "consent_purpose" NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "version" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,

    CONSTRAINT "consent_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "profile_id" UUID NOT NULL,
    "purpose" "consent_purpose" NOT NULL,
    "version" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("profile_id","purpose")
);

-- CreateTable
CREATE TABLE "data_accesses" (
    "id" UUID NOT NULL,
    "key" BYTEA NOT NULL,
    "profile_id" UUID,
    "user_id" UUID,
    "reader" TEXT NOT NULL,
    "purpose" "consent_purpose",
    "why" TEXT NOT NULL,
    "by_type" TEXT NOT NULL,
    "by_id" UUID,
    "times" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_accesses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deletion_requests" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "profile_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "deletion_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_lines" (
    "request_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "erased_rows" INTEGER NOT NULL,
    "cleared_rows" INTEGER NOT NULL,
    "kept_rows" INTEGER NOT NULL,
    "kept_why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_lines_pkey" PRIMARY KEY ("request_id","subject")
);

-- CreateIndex
CREATE INDEX "consent_events_profile_id_purpose_at_seq_idx" ON "consent_events"("profile_id", "purpose", "at", "seq");

-- CreateIndex
CREATE INDEX "consents_purpose_profile_id_idx" ON "consents"("purpose", "profile_id");

-- CreateIndex
CREATE UNIQUE INDEX "data_accesses_key_key" ON "data_accesses"("key");

-- CreateIndex
CREATE INDEX "data_accesses_profile_id_last_at_idx" ON "data_accesses"("profile_id", "last_at");

-- CreateIndex
CREATE INDEX "data_accesses_user_id_last_at_idx" ON "data_accesses"("user_id", "last_at");

-- CreateIndex
CREATE INDEX "data_accesses_last_at_idx" ON "data_accesses"("last_at");

-- CreateIndex
CREATE UNIQUE INDEX "deletion_requests_token_hash_key" ON "deletion_requests"("token_hash");

-- CreateIndex
CREATE INDEX "deletion_requests_user_id_idx" ON "deletion_requests"("user_id");

-- CreateIndex
CREATE INDEX "deletion_requests_profile_id_idx" ON "deletion_requests"("profile_id");

-- CreateIndex
CREATE INDEX "deletion_requests_due_at_idx" ON "deletion_requests"("due_at");

-- AddForeignKey
ALTER TABLE "consent_events" ADD CONSTRAINT "consent_events_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_accesses" ADD CONSTRAINT "data_accesses_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_accesses" ADD CONSTRAINT "data_accesses_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erasure_lines" ADD CONSTRAINT "erasure_lines_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "deletion_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A person waits for one deletion at a time.
CREATE UNIQUE INDEX "deletion_requests_one_open_user_sql" ON "deletion_requests" ("user_id")
    WHERE "cancelled_at" IS NULL AND "finished_at" IS NULL;
CREATE UNIQUE INDEX "deletion_requests_one_open_profile_sql" ON "deletion_requests" ("profile_id")
    WHERE "cancelled_at" IS NULL AND "finished_at" IS NULL;
ALTER TABLE "deletion_requests" ADD CONSTRAINT "deletion_requests_of_a_person"
    CHECK ("user_id" IS NOT NULL OR "profile_id" IS NOT NULL);
ALTER TABLE "data_accesses" ADD CONSTRAINT "data_accesses_of_a_person"
    CHECK ("user_id" IS NOT NULL OR "profile_id" IS NOT NULL);

-- Decisions are only ever added. Two decisions of one person follow one another, so that the newest is the last to commit.
-- A row may move with its answers to the profile that claims it, and goes only together with its profile.
CREATE FUNCTION consent_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'rows of consent_events are only ever added';
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'profile_id' <> to_jsonb(OLD) - 'profile_id' THEN
        RAISE EXCEPTION 'rows of consent_events are only ever added';
    END IF;
    PERFORM 1 FROM profiles WHERE id = NEW.profile_id FOR NO KEY UPDATE;
    RETURN NEW;
END
$$;
CREATE TRIGGER "consent_events_guarded" BEFORE INSERT OR UPDATE OR DELETE ON "consent_events"
    FOR EACH ROW EXECUTE FUNCTION consent_events_guard();
CREATE TRIGGER "consent_events_not_emptied" BEFORE TRUNCATE ON "consent_events"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What holds now follows from the decisions, and from nothing else.
CREATE FUNCTION consents_settle(of_profile uuid, of_purpose consent_purpose) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    newest consent_events%ROWTYPE;
BEGIN
    SELECT * INTO newest FROM consent_events
        WHERE profile_id = of_profile AND purpose = of_purpose ORDER BY at DESC, seq DESC LIMIT 1;
    IF newest.granted IS TRUE THEN
        INSERT INTO consents (profile_id, purpose, version, granted_at)
            VALUES (of_profile, of_purpose, newest.version, newest.at)
            ON CONFLICT (profile_id, purpose) DO UPDATE SET version = EXCLUDED.version, granted_at = EXCLUDED.granted_at;
    ELSE
        DELETE FROM consents WHERE profile_id = of_profile AND purpose = of_purpose;
    END IF;
    IF of_purpose = 'norms' THEN
        UPDATE profiles SET norms_consent_at = CASE WHEN newest.granted IS TRUE THEN newest.at END,
            norms_consent_version = CASE WHEN newest.granted IS TRUE THEN newest.version END
            WHERE id = of_profile;
    END IF;
END
$$;
CREATE FUNCTION consent_events_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consents_settle(NEW.profile_id, NEW.purpose);
    IF TG_OP = 'UPDATE' AND OLD.profile_id <> NEW.profile_id THEN
        PERFORM consents_settle(OLD.profile_id, OLD.purpose);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER "consent_events_settled" AFTER INSERT OR UPDATE ON "consent_events"
    FOR EACH ROW EXECUTE FUNCTION consent_events_settle();

CREATE FUNCTION consents_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'consents follow from consent_events'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER "consents_derived" BEFORE INSERT OR UPDATE OR DELETE ON "consents"
    FOR EACH ROW EXECUTE FUNCTION consents_guard();
CREATE TRIGGER "consents_not_emptied" BEFORE TRUNCATE ON "consents"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- While processes of the release before this one run, what they write into the old columns is a decision, too.
CREATE FUNCTION profiles_norms_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO consent_events (id, profile_id, purpose, granted, version, at, place, actor_type)
        VALUES (gen_random_uuid(), NEW.id, 'norms', NEW.norms_consent_at IS NOT NULL,
            coalesce(NEW.norms_consent_version, 'norms-1'), coalesce(NEW.norms_consent_at, now()), 'results', 'browser');
    RETURN NULL;
END
$$;
CREATE TRIGGER "profiles_norms_begun" AFTER INSERT ON "profiles" FOR EACH ROW
    WHEN (NEW.norms_consent_at IS NOT NULL) EXECUTE FUNCTION profiles_norms_decided();
CREATE TRIGGER "profiles_norms_changed" AFTER UPDATE OF "norms_consent_at" ON "profiles" FOR EACH ROW
    WHEN (pg_trigger_depth() = 0 AND (OLD.norms_consent_at IS NULL) <> (NEW.norms_consent_at IS NULL))
    EXECUTE FUNCTION profiles_norms_decided();

-- What was agreed to before there was a history begins one.
INSERT INTO consent_events (id, profile_id, purpose, granted, version, at, place, actor_type, actor_id)
    SELECT gen_random_uuid(), id, 'norms', true, coalesce(norms_consent_version, 'norms-1'), norms_consent_at, 'assessment',
        CASE WHEN user_id IS NULL THEN 'browser' ELSE 'user' END, user_id::text
    FROM profiles WHERE norms_consent_at IS NOT NULL;
INSERT INTO consent_events (id, profile_id, purpose, granted, version, at, place, actor_type, actor_id)
    SELECT gen_random_uuid(), profile.id, 'intimacy', true, 'intimacy-1', agreed.at, agreed.place,
        CASE WHEN profile.user_id IS NULL THEN 'browser' ELSE 'user' END, profile.user_id::text
    FROM profiles profile JOIN (
        SELECT DISTINCT ON (profile_id) profile_id, at, place FROM (
            SELECT profile_id, coalesce(intimacy_decided_at, started_at) AS at, 'assessment' AS place
            FROM assessments WHERE intimacy = 'agreed'
            UNION ALL
            SELECT profile_id, coalesce(intimacy_decided_at, started_at), 'quest' FROM quest_runs WHERE intimacy = 'agreed'
        ) AS choices ORDER BY profile_id, at DESC
    ) AS agreed ON agreed.profile_id = profile.id;

-- Audit rows are only ever added. Of a person who is erased what names them is taken out of the details, and nothing else.
CREATE FUNCTION audit_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('soulmate.erasing', true) = 'on'
        AND to_jsonb(NEW) - 'details' - 'ip' = to_jsonb(OLD) - 'details' - 'ip' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;
DROP TRIGGER "audit_events_append_only" ON "audit_events";
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events"
    FOR EACH ROW EXECUTE FUNCTION audit_events_guard();
