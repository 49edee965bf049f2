-- CreateTable
CREATE TABLE "together_result_blurs" (
    "result_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "draws" DOUBLE PRECISION[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "together_result_blurs_pkey" PRIMARY KEY ("result_id")
);

-- CreateIndex
CREATE INDEX "together_result_blurs_profile_id_idx" ON "together_result_blurs"("profile_id");

-- AddForeignKey
ALTER TABLE "together_result_blurs" ADD CONSTRAINT "together_result_blurs_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "trait_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "together_result_blurs" ADD CONSTRAINT "together_result_blurs_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profiles"("id") ON DELETE CASCADE ON UPDATE CASCADE;
