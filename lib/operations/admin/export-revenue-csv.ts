import { type Earned, getRevenue, type Revenue } from "@/lib/operations/admin/get-revenue";
import type { RevenueCsvQuery } from "@/lib/operations/admin/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { csvOfRecords } from "@/lib/platform/csv";
import { assertAdmin } from "@/lib/platform/permissions";

type Row = Record<string, string | number | null>;

/**
 * One table of the revenue page as CSV (RFC 4180, with a header): months and days are UTC, money is US cents, rates are
 * shares of one, and no cell can be taken for a formula. For admins.
 */
export async function exportRevenueCsv(
  ctx: AdminContext,
  { report, range }: RevenueCsvQuery,
): Promise<{ name: string; text: string }> {
  assertAdmin(ctx);
  const revenue = await getRevenue(ctx, { range });
  const text = csvOfRecords(REPORTS[report](revenue));
  const last = revenue.asOf.toISOString().slice(0, 10);
  return { name: `revenue-${report}-${range}-to-${last}.csv`, text };
}

const REPORTS: Record<RevenueCsvQuery["report"], (revenue: Revenue) => Row[]> = {
  months: ({ months }) =>
    months.map((month) => ({
      month: month.month,
      mrr_opening_cents: month.openingMinor,
      new_cents: month.newMinor,
      reactivation_cents: month.reactivationMinor,
      expansion_cents: month.expansionMinor,
      contraction_cents: month.contractionMinor,
      churn_cents: month.churnMinor,
      mrr_closing_cents: month.closingMinor,
      partners_opening: month.openingPartners,
      partners_closing: month.closingPartners,
      partners_lost: month.lostPartners,
      logo_churn: rate(month.logoChurn),
      revenue_churn: rate(month.revenueChurn),
      net_revenue_retention: rate(month.netRetention),
      net_revenue_retention_12_months: rate(month.yearNetRetention),
      ...earnedRow(month),
      deferred_closing_cents: month.deferredMinor,
    })),
  tiers: ({ tiers }) =>
    tiers.map(({ tier, mrrMinor, partners, netMinor }) => ({
      tier,
      mrr_cents: mrrMinor,
      partners,
      net_revenue_cents: netMinor,
    })),
  partners: ({ partners }) =>
    partners.map((partner) => ({
      partner_id: partner.id,
      company_name: partner.companyName,
      plan: partner.tier,
      mrr_cents: partner.mrrMinor,
      ...earnedRow(partner),
      deferred_cents: partner.deferredMinor,
    })),
};

function earnedRow(of: Earned): Row {
  return {
    subscription_cents: of.subscriptionMinor,
    usage_cents: of.usageMinor,
    ai_tokens_cents: of.tokensMinor,
    other_cents: of.otherMinor,
    discounts_cents: of.discountsMinor,
    refunds_cents: of.refundsMinor,
    net_revenue_cents: of.netMinor,
  };
}

function rate(share: number | null): number | null {
  return share === null ? null : Math.round(share * 1_000_000) / 1_000_000;
}
