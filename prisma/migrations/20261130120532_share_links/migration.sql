-- CreateEnum
CREATE TYPE "share_depth" AS ENUM ('headline', 'groups', 'all');

-- CreateTable
CREATE TABLE "share_links" (
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "result_id" UUID,
    "pair_id" UUID,
    "friend_id" UUID,
    "friend_agreed_at" TIMESTAMPTZ(3),
    "name" TEXT,
    "friend_name" TEXT,
    "depth" "share_depth" NOT NULL,
    "intimacy" BOOLEAN NOT NULL,
    "content" JSONB NOT NULL,
    "agreed_to" TEXT NOT NULL,
    "openings" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_links_token_hash_key" ON "share_links"("token_hash");

-- CreateIndex
CREATE INDEX "share_links_friend_id_idx" ON "share_links"("friend_id");

-- CreateIndex
CREATE INDEX "share_links_result_id_idx" ON "share_links"("result_id");

-- CreateIndex
CREATE INDEX "share_links_pair_id_idx" ON "share_links"("pair_id");

-- CreateIndex
CREATE INDEX "share_links_expires_at_idx" ON "share_links"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "share_links_profile_id_form_id_key" ON "share_links"("profile_id", "form_id");

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_friend_id_fkey" FOREIGN KEY ("friend_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "trait_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_pair_id_fkey" FOREIGN KEY ("pair_id") REFERENCES "together_reports"("pair_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Of one result, or of two people's report: then the other of the two is named.
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_of_one_thing" CHECK (
  num_nonnulls("result_id", "pair_id") = 1
  AND ("pair_id" IS NULL) = ("friend_id" IS NULL)
  AND ("friend_agreed_at" IS NULL OR "friend_id" IS NOT NULL)
);
