-- CreateEnum
CREATE TYPE "event_status" AS ENUM ('draft', 'published', 'matched', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "event_visibility" AS ENUM ('public', 'unlisted', 'private');

-- CreateEnum
CREATE TYPE "attendee_pool" AS ENUM ('uploaded', 'api');

-- CreateEnum
CREATE TYPE "attendee_traits_source" AS ENUM ('organizer', 'person');

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "venue" TEXT,
    "city" TEXT,
    "capacity" INTEGER,
    "address" TEXT,
    "price_label" TEXT,
    "sponsor_badge" TEXT,
    "visibility" "event_visibility" NOT NULL DEFAULT 'public',
    "status" "event_status" NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "matched_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_attendees" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "pool" "attendee_pool" NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "group" TEXT,
    "seeks" TEXT[],
    "traits" JSONB,
    "standard_errors" JSONB,
    "traits_source" "attendee_traits_source",
    "invited_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_attendees_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_passes" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "event_id" UUID,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_passes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "events_partner_id_mode_id_idx" ON "events"("partner_id", "mode", "id");

-- CreateIndex
CREATE INDEX "events_status_ends_at_idx" ON "events"("status", "ends_at");

-- CreateIndex
CREATE INDEX "event_attendees_event_id_id_idx" ON "event_attendees"("event_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "event_attendees_event_id_external_id_key" ON "event_attendees"("event_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_passes_event_id_key" ON "event_passes"("event_id");

-- CreateIndex
CREATE INDEX "event_passes_partner_id_created_at_idx" ON "event_passes"("partner_id", "created_at");

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_attendees" ADD CONSTRAINT "event_attendees_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_passes" ADD CONSTRAINT "event_passes_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_passes" ADD CONSTRAINT "event_passes_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What no event and no attendee is without, whichever code writes it.
ALTER TABLE "events" ADD CONSTRAINT "events_order_check" CHECK ("ends_at" > "starts_at");
ALTER TABLE "events" ADD CONSTRAINT "events_capacity_check" CHECK ("capacity" > 0);
ALTER TABLE "event_attendees" ADD CONSTRAINT "event_attendees_traits_check" CHECK (("traits" IS NULL) = ("traits_source" IS NULL));

-- People are found by their address when they ask for what is held about them.
CREATE INDEX "event_attendees_email_sql" ON "event_attendees"(lower("email")) WHERE "email" IS NOT NULL;
