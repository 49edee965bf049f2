-- CreateEnum
CREATE TYPE "event_figures_kind" AS ENUM ('answers', 'ratings');

-- AlterTable
ALTER TABLE "registrations" ADD COLUMN     "seeks_agreed_at" TIMESTAMPTZ(3),
ADD COLUMN     "seeks_agreed_to" TEXT;

-- CreateTable
CREATE TABLE "event_figures" (
    "event_id" UUID NOT NULL,
    "kind" "event_figures_kind" NOT NULL,
    "partner_id" UUID NOT NULL,
    "members" TEXT[],
    "content" JSONB NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_figures_pkey" PRIMARY KEY ("event_id","kind")
);

-- AddForeignKey
ALTER TABLE "event_figures" ADD CONSTRAINT "event_figures_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
