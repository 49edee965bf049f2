-- CreateTable
CREATE TABLE "insight_saved_queries" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "asked" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_saved_queries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "insight_saved_queries_partner_id_name_key" ON "insight_saved_queries"("partner_id", "name");

-- AddForeignKey
ALTER TABLE "insight_saved_queries" ADD CONSTRAINT "insight_saved_queries_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;
