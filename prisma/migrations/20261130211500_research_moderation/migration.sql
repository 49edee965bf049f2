-- AlterTable
ALTER TABLE "insight_publications" ADD COLUMN     "withdrawn_by_staff" BOOLEAN NOT NULL DEFAULT false;

-- Only admins give a reason.
UPDATE "insight_publications" SET "withdrawn_by_staff" = true
WHERE "withdrawn_at" IS NOT NULL AND EXISTS (
  SELECT FROM "audit_events"
  WHERE "target_type" = 'insight_finding' AND "target_id" = "insight_publications"."id"::text
    AND "action" = 'insight_finding.withdrawn' AND "details" ? 'reason'
    AND "at" >= "insight_publications"."withdrawn_at"
);
