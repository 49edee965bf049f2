-- AlterTable
ALTER TABLE "sign_ups" ADD COLUMN     "accepted" TEXT;

-- CreateTable
CREATE TABLE "legal_acceptances" (
    "id" UUID NOT NULL,
    "document" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "user_id" UUID,
    "profile_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "how" TEXT NOT NULL,

    CONSTRAINT "legal_acceptances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_acceptances" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "document" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "user_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "how" TEXT NOT NULL,

    CONSTRAINT "partner_acceptances_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "legal_acceptances_user_id_document_version_key" ON "legal_acceptances"("user_id", "document", "version");

-- CreateIndex
CREATE UNIQUE INDEX "legal_acceptances_profile_id_document_version_key" ON "legal_acceptances"("profile_id", "document", "version");

-- CreateIndex
CREATE INDEX "partner_acceptances_user_id_idx" ON "partner_acceptances"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "partner_acceptances_partner_id_document_version_key" ON "partner_acceptances"("partner_id", "document", "version");

-- AddForeignKey
ALTER TABLE "legal_acceptances" ADD CONSTRAINT "legal_acceptances_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_acceptances" ADD CONSTRAINT "legal_acceptances_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_acceptances" ADD CONSTRAINT "partner_acceptances_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_acceptances" ADD CONSTRAINT "partner_acceptances_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A person's acceptance is an account's or a browser's, never both and never neither's.
ALTER TABLE "legal_acceptances" ADD CONSTRAINT "legal_acceptances_of_one_sql"
    CHECK (num_nonnulls("user_id", "profile_id") = 1);
