-- CreateTable
CREATE TABLE "event_guest_links" (
    "id" UUID NOT NULL,
    "attendee_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "due" BOOLEAN NOT NULL,
    "mails" INTEGER NOT NULL DEFAULT 0,
    "mailed_at" TIMESTAMPTZ(3),
    "agreed_to" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_guest_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_guest_links_attendee_id_key" ON "event_guest_links"("attendee_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_guest_links_token_hash_key" ON "event_guest_links"("token_hash");

-- CreateIndex
CREATE INDEX "event_guest_links_event_id_due_idx" ON "event_guest_links"("event_id", "due");

-- AddForeignKey
ALTER TABLE "event_guest_links" ADD CONSTRAINT "event_guest_links_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "event_attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;
