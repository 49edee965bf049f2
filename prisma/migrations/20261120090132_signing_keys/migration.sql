-- CreateEnum
CREATE TYPE "signing_algorithm" AS ENUM ('hmac_sha256', 'ed25519');

-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "signature_required" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "signing_keys" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "algorithm" "signing_algorithm" NOT NULL,
    "sealed_secret" BYTEA,
    "public_key" BYTEA,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("id"),
    -- Each algorithm has what its checking needs, and only that; a revoked secret is forgotten.
    CONSTRAINT "signing_keys_material" CHECK (
        CASE "algorithm"
            WHEN 'hmac_sha256' THEN "public_key" IS NULL AND ("sealed_secret" IS NULL) = ("revoked_at" IS NOT NULL)
            ELSE "public_key" IS NOT NULL AND "sealed_secret" IS NULL
        END
    ),
    CONSTRAINT "signing_keys_public_key" CHECK (octet_length("public_key") = 32)
);

-- CreateTable
CREATE TABLE "signature_nonces" (
    "signing_key_id" UUID NOT NULL,
    "nonce_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_nonces_pkey" PRIMARY KEY ("signing_key_id","nonce_hash")
);

-- CreateIndex
CREATE INDEX "signing_keys_partner_id_created_at_idx" ON "signing_keys"("partner_id", "created_at");

-- CreateIndex
CREATE INDEX "signature_nonces_expires_at_idx" ON "signature_nonces"("expires_at");

-- AddForeignKey
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
