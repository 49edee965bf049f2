-- AlterTable
ALTER TABLE "personal_access_tokens" ALTER COLUMN "partner_id" DROP NOT NULL;
