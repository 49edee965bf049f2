-- CreateTable
CREATE TABLE "alert_recipients" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" BYTEA,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "declined_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_recipients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_counts" (
    "recipient_hash" BYTEA NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "sent" INTEGER NOT NULL,

    CONSTRAINT "mail_counts_pkey" PRIMARY KEY ("recipient_hash","day","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "alert_recipients_token_hash_key" ON "alert_recipients"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "alert_recipients_partner_id_email_key" ON "alert_recipients"("partner_id", "email");

-- CreateIndex
CREATE INDEX "mail_counts_day_idx" ON "mail_counts"("day");

-- AddForeignKey
ALTER TABLE "alert_recipients" ADD CONSTRAINT "alert_recipients_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;
