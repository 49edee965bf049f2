import { z } from "zod";
import { brandOf, linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import type { ExportedFile } from "@/lib/research/exports/export-answer";
import { exportInsights } from "@/lib/research/insights/export-insights";
import { writeEditionPdf } from "@/lib/research/reports/write-edition-pdf";

export const EditionReportPath = z.strictObject({ quarter: z.string().regex(/^\d{4}-Q[1-4]$/) });
export type EditionReportPath = z.output<typeof EditionReportPath>;

/**
 * The quarterly report of an edition as a PDF: what was released when it opened. It costs no epsilon.
 * Throws Forbidden `live_key_required`, `tier_lacks_insights`, NotFound.
 */
export async function exportEditionReport(
  ctx: PartnerContext,
  { quarter }: EditionReportPath,
): Promise<ExportedFile> {
  assertPermitted(ctx, "insights:read");
  const figures = await exportInsights(ctx, { edition: quarter });
  const bytes = await writeEditionPdf(figures, brandOf(ctx), linkTo(ctx, ""));
  return { name: `research-report-${quarter.toLowerCase()}.pdf`, type: "application/pdf", bytes };
}
