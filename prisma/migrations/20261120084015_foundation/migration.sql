-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "tier" AS ENUM ('free', 'starter', 'professional', 'enterprise', 'research', 'agency', 'white_label');

-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('none', 'active', 'past_due', 'cancelled');

-- CreateEnum
CREATE TYPE "key_mode" AS ENUM ('live', 'test');

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "partner_id" UUID,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "request_id" UUID,
    "ip" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kept_mails" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "kept_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "holder" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "request_id" UUID NOT NULL,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "sealed_body" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("holder","key_hash")
);

-- CreateTable
CREATE TABLE "partners" (
    "id" UUID NOT NULL,
    "company_name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "use_case" TEXT,
    "tier" "tier" NOT NULL,
    "subscription_status" "subscription_status" NOT NULL DEFAULT 'none',
    "per_minute_limit" INTEGER,
    "per_day_limit" INTEGER,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mode" "key_mode" NOT NULL,
    "scopes" TEXT[],
    "secret_hash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "ip_allowlist" TEXT[],
    "pinned_model" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "expiry_warned_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "replaced_by_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),
    "last_used_ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_verifications" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_calls" (
    "request_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "partner_id" UUID,
    "api_key_id" UUID,
    "mode" "key_mode",
    "endpoint" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "error_code" TEXT,
    "duration_us" INTEGER NOT NULL,
    "units" INTEGER NOT NULL,
    "billable" BOOLEAN NOT NULL,
    "ip" TEXT,
    "country" TEXT,
    "user_agent" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_calls_pkey" PRIMARY KEY ("request_id","occurred_at"),
    -- The id is a UUIDv7 and `occurred_at` its own time, so that (request_id, occurred_at) is unique where request_id is:
    -- Postgres wants the partition key in every unique constraint.
    CONSTRAINT "api_calls_time_of_id" CHECK (
        "occurred_at" = to_timestamp(('x' || lpad(left(replace("request_id"::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
    ),
    CONSTRAINT "api_calls_billable" CHECK (NOT "billable" OR ("status" < 400 AND "mode" IS NOT DISTINCT FROM 'live' AND "partner_id" IS NOT NULL))
) PARTITION BY RANGE ("occurred_at");

-- Rows that come late are found by when they were written; appended in that order, a BRIN index is enough and costs next to nothing.
CREATE INDEX "api_calls_recorded_at_sql" ON "api_calls" USING brin ("recorded_at");

-- Takes the rows of times that have no partition yet, so that no call is ever refused for want of one.
CREATE TABLE "api_calls_default" PARTITION OF "api_calls" DEFAULT;

-- Makes the weekly partitions (from Monday, UTC) for a span of time. Rows that the default partition took meanwhile are moved.
CREATE FUNCTION make_api_call_partitions(from_time timestamptz, to_time timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    week timestamptz := date_trunc('week', from_time, 'UTC');
    week_end timestamptz;
    name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('api_call_partitions'));
    WHILE week <= to_time LOOP
        week_end := week + interval '168 hours';
        name := 'api_calls_' || to_char(week AT TIME ZONE 'UTC', 'YYYYMMDD');
        IF to_regclass(name) IS NULL THEN
            -- Calls that come in meanwhile wait here, before they have chosen the default partition.
            LOCK TABLE api_calls IN SHARE ROW EXCLUSIVE MODE;
            EXECUTE format('CREATE TABLE %I (LIKE api_calls INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
            EXECUTE format('WITH moved AS (DELETE FROM api_calls_default WHERE occurred_at >= %L AND occurred_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved', week, week_end, name);
            EXECUTE format('ALTER TABLE api_calls ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, week, week_end);
        END IF;
        week := week_end;
    END LOOP;
END
$$;

-- Drops the weekly partitions whose rows are all older than a time, and the default partition's older rows.
CREATE FUNCTION drop_api_call_partitions(before timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('api_call_partitions'));
    FOR name IN
        SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = 'api_calls'::regclass AND child.relname ~ '^api_calls_[0-9]{8}$'
    LOOP
        IF (to_date(right(name, 8), 'YYYYMMDD')::timestamp AT TIME ZONE 'UTC') + interval '168 hours' <= before THEN
            EXECUTE format('DROP TABLE %I', name);
        END IF;
    END LOOP;
    DELETE FROM api_calls_default WHERE occurred_at < before;
END
$$;

SELECT make_api_call_partitions(now(), now() + interval '28 days');

-- Audit rows are only ever added.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events"
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_events_not_emptied" BEFORE TRUNCATE ON "audit_events"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();


-- CreateTable
CREATE TABLE "usage_hours" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "partner_id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "endpoint" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "status_class" SMALLINT NOT NULL,
    "country" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "billable_units" BIGINT NOT NULL,
    "duration_us" BIGINT NOT NULL,
    "latency" INTEGER[],

    CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("partner_id","hour","api_key_id","mode","endpoint","method","status_class","country")
);

-- CreateTable
CREATE TABLE "rollup_states" (
    "name" TEXT NOT NULL,
    "watermark" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rollup_states_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "audit_events_partner_id_at_idx" ON "audit_events"("partner_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_target_type_target_id_idx" ON "audit_events"("target_type", "target_id");

-- CreateIndex
CREATE INDEX "kept_mails_at_idx" ON "kept_mails"("at");

-- CreateIndex
CREATE INDEX "idempotency_records_expires_at_idx" ON "idempotency_records"("expires_at");

-- CreateIndex
CREATE INDEX "partners_email_idx" ON "partners"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_secret_hash_key" ON "api_keys"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_replaced_by_id_key" ON "api_keys"("replaced_by_id");

-- CreateIndex
CREATE INDEX "api_keys_partner_id_created_at_idx" ON "api_keys"("partner_id", "created_at");

-- CreateIndex
CREATE INDEX "api_keys_expires_at_idx" ON "api_keys"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "email_verifications_token_hash_key" ON "email_verifications"("token_hash");

-- CreateIndex
CREATE INDEX "email_verifications_partner_id_idx" ON "email_verifications"("partner_id");

-- CreateIndex
CREATE INDEX "api_calls_partner_id_occurred_at_idx" ON "api_calls"("partner_id", "occurred_at");

-- CreateIndex
CREATE INDEX "usage_hours_hour_idx" ON "usage_hours"("hour");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "api_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_verifications" ADD CONSTRAINT "email_verifications_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;
