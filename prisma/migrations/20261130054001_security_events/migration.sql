-- CreateTable
CREATE TABLE "security_events" (
    "id" UUID NOT NULL,
    "bucket" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "user_id" UUID,
    "partner_id" UUID,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "security_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_alerts" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "security_alerts_pkey" PRIMARY KEY ("day","kind","subject")
);

-- CreateIndex
CREATE UNIQUE INDEX "security_events_bucket_key" ON "security_events"("bucket");

-- CreateIndex
CREATE INDEX "security_events_user_id_last_at_idx" ON "security_events"("user_id", "last_at");

-- CreateIndex
CREATE INDEX "security_events_partner_id_last_at_idx" ON "security_events"("partner_id", "last_at");

-- CreateIndex
CREATE INDEX "security_events_last_at_idx" ON "security_events"("last_at");

-- CreateIndex
CREATE INDEX "security_alerts_sent_at_idx" ON "security_alerts"("sent_at");
