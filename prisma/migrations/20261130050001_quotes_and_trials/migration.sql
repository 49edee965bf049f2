-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "trial_refused" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "plan_quotes" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "tier" "tier" NOT NULL,
    "price_id" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "proration_at" TIMESTAMPTZ(0) NOT NULL,
    "due_minor" INTEGER NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "balance_minor" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "signature" BYTEA NOT NULL,

    CONSTRAINT "plan_quotes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trial_claims" (
    "key" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trial_claims_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "plan_quotes_partner_id_idx" ON "plan_quotes"("partner_id");

-- CreateIndex
CREATE INDEX "plan_quotes_expires_at_idx" ON "plan_quotes"("expires_at");

-- CreateIndex
CREATE INDEX "trial_claims_subscription_id_idx" ON "trial_claims"("subscription_id");

-- AddForeignKey
ALTER TABLE "plan_quotes" ADD CONSTRAINT "plan_quotes_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Trials that partners and their owners have had before claims were kept. Their cards are not known here.
INSERT INTO "trial_claims" ("key", "subscription_id", "partner_id", "claimed_at")
SELECT DISTINCT ON (partner_id) 'partner:' || partner_id, id, partner_id, created_at
FROM "subscriptions" WHERE trial_end IS NOT NULL AND kind = 'plan'
ORDER BY partner_id, created_at;

INSERT INTO "trial_claims" ("key", "subscription_id", "partner_id", "claimed_at")
SELECT DISTINCT ON (members.user_id) 'user:' || members.user_id, subscriptions.id, subscriptions.partner_id, subscriptions.created_at
FROM "subscriptions" JOIN "partner_members" members ON members.partner_id = subscriptions.partner_id
WHERE subscriptions.trial_end IS NOT NULL AND subscriptions.kind = 'plan' AND members.role = 'owner'
ORDER BY members.user_id, subscriptions.created_at;
