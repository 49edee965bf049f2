import { fileResponse } from "@/app/file-response";
import { requirePartner } from "@/app/session";
import { NotFound } from "@/lib/platform/errors";
import { EditionReportPath, exportEditionReport } from "@/lib/research/reports/export-edition-report";

/** The quarterly report of an edition as a PDF. */
export async function GET(_request: Request, { params }: { params: Promise<{ quarter: string }> }) {
  const { ctx, userCtx } = await requirePartner();
  return fileResponse(ctx, { ...userCtx, partnerId: ctx.partnerId }, async () => {
    const path = EditionReportPath.safeParse(await params);
    if (!path.success) throw new NotFound("edition");
    return exportEditionReport(ctx, path.data);
  });
}
