-- CreateEnum
CREATE TYPE "event_registration" AS ENUM ('open', 'approval', 'closed');

-- CreateEnum
CREATE TYPE "registration_status" AS ENUM ('requested', 'waiting', 'offered', 'registered', 'confirmed', 'declined', 'cancelled', 'released');

-- AlterEnum
ALTER TYPE "attendee_pool" ADD VALUE 'site';

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "confirm_hours" INTEGER,
ADD COLUMN     "registration" "event_registration" NOT NULL DEFAULT 'open';

-- CreateTable
CREATE TABLE "registrations" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "mode" "key_mode" NOT NULL,
    "user_id" UUID NOT NULL,
    "status" "registration_status" NOT NULL,
    "name" TEXT NOT NULL,
    "group" TEXT,
    "seeks" TEXT[],
    "agrees_to_match" BOOLEAN NOT NULL DEFAULT false,
    "agrees_to_preview" BOOLEAN NOT NULL DEFAULT false,
    "group_id" UUID,
    "queued_at" TIMESTAMPTZ(3),
    "offered_until" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "confirm_until" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "attendee_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration_groups" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_groups_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "registrations_attendee_id_key" ON "registrations"("attendee_id");

-- CreateIndex
CREATE INDEX "registrations_event_id_status_queued_at_id_idx" ON "registrations"("event_id", "status", "queued_at", "id");

-- CreateIndex
CREATE INDEX "registrations_user_id_created_at_idx" ON "registrations"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "registrations_event_id_user_id_key" ON "registrations"("event_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "registration_groups_token_hash_key" ON "registration_groups"("token_hash");

-- CreateIndex
CREATE INDEX "registration_groups_event_id_idx" ON "registration_groups"("event_id");

-- AddForeignKey
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "registration_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration_groups" ADD CONSTRAINT "registration_groups_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
