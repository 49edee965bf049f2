-- AlterTable
ALTER TABLE "trait_norms" ADD COLUMN     "form" "assessment_form",
ADD COLUMN     "synthetic_people" INTEGER NOT NULL DEFAULT 0;
