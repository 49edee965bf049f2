import { csvResponse } from "@/app/csv-response";
import { requirePartner } from "@/app/session";
import { exportMonth } from "@/lib/billing/metering/export-month";
import { MonthCsvQuery } from "@/lib/billing/metering/schemas";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

/** A month's cost of live calls as a CSV file: `?level=days&month=2026-11`. */
export async function GET(request: Request): Promise<Response> {
  const { ctx } = await requirePartner();
  return csvResponse(ctx, async () => {
    const parsed = MonthCsvQuery.safeParse(queryObject(new URL(request.url).searchParams));
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    return exportMonth(ctx, parsed.data);
  });
}
