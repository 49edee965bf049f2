import { csvResponse } from "@/app/csv-response";
import { requirePartner } from "@/app/session";
import { exportUsageLine } from "@/lib/billing/metering/export-usage-line";
import { LineCsvQuery } from "@/lib/billing/metering/schemas";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

/** A level of an invoice's usage line as a CSV file: `?level=calls&day=2026-11-20`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ line_id: string }> },
): Promise<Response> {
  const { ctx } = await requirePartner();
  const { line_id } = await params;
  return csvResponse(ctx, async () => {
    const parsed = LineCsvQuery.safeParse({ ...queryObject(new URL(request.url).searchParams), line_id });
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    return exportUsageLine(ctx, parsed.data);
  });
}
