-- CreateTable
CREATE TABLE "together_invitations" (
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "intimacy" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "pair_id" UUID,

    CONSTRAINT "together_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "together_pairs" (
    "id" UUID NOT NULL,
    "inviter_id" UUID NOT NULL,
    "invitee_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "refresh_asked_by" UUID,
    "refresh_asked_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3),

    CONSTRAINT "together_pairs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "together_members" (
    "pair_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "agreed_at" TIMESTAMPTZ(3),
    "agreed_to" TEXT,
    "intimacy" BOOLEAN NOT NULL,
    "looked_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "dismissed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "together_members_pkey" PRIMARY KEY ("pair_id","profile_id")
);

-- CreateTable
CREATE TABLE "together_reports" (
    "pair_id" UUID NOT NULL,
    "inviter_result_id" UUID NOT NULL,
    "invitee_result_id" UUID NOT NULL,
    "model_version" TEXT NOT NULL,
    "intimacy" BOOLEAN NOT NULL,
    "closeness" DOUBLE PRECISION NOT NULL,
    "closeness_low" DOUBLE PRECISION NOT NULL,
    "closeness_high" DOUBLE PRECISION NOT NULL,
    "content" JSONB NOT NULL,
    "resonance" DOUBLE PRECISION[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "together_reports_pkey" PRIMARY KEY ("pair_id")
);

-- CreateTable
CREATE TABLE "together_check_ins" (
    "pair_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "answers" SMALLINT[],
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "together_check_ins_pkey" PRIMARY KEY ("pair_id","profile_id")
);

-- CreateTable
CREATE TABLE "together_blurs" (
    "profile_id" UUID NOT NULL,
    "draws" DOUBLE PRECISION[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "together_blurs_pkey" PRIMARY KEY ("profile_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "together_invitations_token_hash_key" ON "together_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "together_invitations_profile_id_idx" ON "together_invitations"("profile_id");

-- CreateIndex
CREATE INDEX "together_invitations_pair_id_idx" ON "together_invitations"("pair_id");

-- CreateIndex
CREATE INDEX "together_pairs_inviter_id_idx" ON "together_pairs"("inviter_id");

-- CreateIndex
CREATE INDEX "together_pairs_invitee_id_idx" ON "together_pairs"("invitee_id");

-- CreateIndex
CREATE INDEX "together_members_profile_id_idx" ON "together_members"("profile_id");

-- CreateIndex
CREATE INDEX "together_reports_inviter_result_id_idx" ON "together_reports"("inviter_result_id");

-- CreateIndex
CREATE INDEX "together_reports_invitee_result_id_idx" ON "together_reports"("invitee_result_id");

-- CreateIndex
CREATE INDEX "together_check_ins_profile_id_idx" ON "together_check_ins"("profile_id");

-- AddForeignKey
ALTER TABLE "together_invitations" ADD CONSTRAINT "together_invitations_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_invitations" ADD CONSTRAINT "together_invitations_pair_id_fkey" FOREIGN KEY ("pair_id") REFERENCES "together_pairs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_pairs" ADD CONSTRAINT "together_pairs_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_pairs" ADD CONSTRAINT "together_pairs_invitee_id_fkey" FOREIGN KEY ("invitee_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_members" ADD CONSTRAINT "together_members_pair_id_fkey" FOREIGN KEY ("pair_id") REFERENCES "together_pairs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_members" ADD CONSTRAINT "together_members_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_reports" ADD CONSTRAINT "together_reports_pair_id_fkey" FOREIGN KEY ("pair_id") REFERENCES "together_pairs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_reports" ADD CONSTRAINT "together_reports_inviter_result_id_fkey" FOREIGN KEY ("inviter_result_id") REFERENCES "trait_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_reports" ADD CONSTRAINT "together_reports_invitee_result_id_fkey" FOREIGN KEY ("invitee_result_id") REFERENCES "trait_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_check_ins" ADD CONSTRAINT "together_check_ins_pair_id_fkey" FOREIGN KEY ("pair_id") REFERENCES "together_pairs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_check_ins" ADD CONSTRAINT "together_check_ins_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_blurs" ADD CONSTRAINT "together_blurs_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;
