-- CreateEnum
CREATE TYPE "pair_rule_kind" AS ENUM ('pin', 'forbid');

-- CreateTable
CREATE TABLE "event_pair_rules" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "kind" "pair_rule_kind" NOT NULL,
    "attendee1_id" UUID NOT NULL,
    "attendee2_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pair_rules_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_pair_rules_attendee1_id_idx" ON "event_pair_rules"("attendee1_id");

-- CreateIndex
CREATE INDEX "event_pair_rules_attendee2_id_idx" ON "event_pair_rules"("attendee2_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_pair_rules_event_id_attendee1_id_attendee2_id_key" ON "event_pair_rules"("event_id", "attendee1_id", "attendee2_id");

-- AddForeignKey
ALTER TABLE "event_pair_rules" ADD CONSTRAINT "event_pair_rules_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_pair_rules" ADD CONSTRAINT "event_pair_rules_attendee1_id_fkey" FOREIGN KEY ("attendee1_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_pair_rules" ADD CONSTRAINT "event_pair_rules_attendee2_id_fkey" FOREIGN KEY ("attendee2_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;
