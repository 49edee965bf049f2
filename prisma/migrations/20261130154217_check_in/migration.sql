-- CreateEnum
CREATE TYPE "check_in_kind" AS ENUM ('in', 'out', 'undone');

-- CreateEnum
CREATE TYPE "check_in_method" AS ENUM ('list', 'scan', 'number', 'api', 'page');

-- CreateEnum
CREATE TYPE "attendance_state" AS ENUM ('in', 'out', 'absent');

-- CreateTable
CREATE TABLE "doors" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "doors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_ins" (
    "event_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "attendee_id" UUID NOT NULL,
    "door_id" UUID,
    "kind" "check_in_kind" NOT NULL,
    "method" "check_in_method" NOT NULL,
    "undoes" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "device_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "check_ins_pkey" PRIMARY KEY ("event_id","id")
);

-- CreateTable
CREATE TABLE "attendances" (
    "attendee_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "state" "attendance_state" NOT NULL,
    "since" TIMESTAMPTZ(3),
    "last_id" UUID,
    "first_in_at" TIMESTAMPTZ(3),
    "duplicates" UUID[],
    "version" INTEGER NOT NULL,

    CONSTRAINT "attendances_pkey" PRIMARY KEY ("attendee_id")
);

-- CreateTable
CREATE TABLE "check_in_settlements" (
    "event_id" UUID NOT NULL,
    "check_in_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "settled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "check_in_settlements_pkey" PRIMARY KEY ("event_id","check_in_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "doors_token_hash_key" ON "doors"("token_hash");

-- CreateIndex
CREATE INDEX "doors_event_id_id_idx" ON "doors"("event_id", "id");

-- CreateIndex
CREATE INDEX "check_ins_attendee_id_idx" ON "check_ins"("attendee_id");

-- CreateIndex
CREATE INDEX "check_ins_door_id_idx" ON "check_ins"("door_id");

-- CreateIndex
CREATE INDEX "check_ins_event_id_at_id_idx" ON "check_ins"("event_id", "at", "id");

-- CreateIndex
CREATE INDEX "attendances_event_id_version_idx" ON "attendances"("event_id", "version");

-- AddForeignKey
ALTER TABLE "doors" ADD CONSTRAINT "doors_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_door_id_fkey" FOREIGN KEY ("door_id") REFERENCES "doors"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in_settlements" ADD CONSTRAINT "check_in_settlements_event_id_check_in_id_fkey" FOREIGN KEY ("event_id", "check_in_id") REFERENCES "check_ins"("event_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rows of the log never change. They go with the attendee whom they are about.
CREATE FUNCTION check_ins_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of check_ins are only ever added';
END
$$;
CREATE TRIGGER "check_ins_append_only" BEFORE UPDATE ON "check_ins"
    FOR EACH ROW EXECUTE FUNCTION check_ins_refuse_change();
