import type { Partner } from "@/lib/partners/partners/schemas";
import { effectiveTier } from "@/lib/plans/effective-tier";
import { limitsOf } from "@/lib/plans/limits-of";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";

export function presentPartner(row: PartnerRow): Partner {
  const limits = limitsOf(row, "live");
  return {
    id: row.id,
    company_name: row.companyName,
    email: row.email,
    email_verified: row.emailVerifiedAt !== null,
    use_case: row.useCase,
    tier: row.tier,
    effective_tier: effectiveTier(row),
    subscription_status: row.subscriptionStatus,
    limits: { per_minute: limits.perMinute, per_day: limits.perDay, pairs_per_batch: limits.batchPairs },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
