import { csvResponse } from "@/app/csv-response";
import { requireAdmin } from "@/app/session";
import { exportRevenueCsv } from "@/lib/operations/admin/export-revenue-csv";
import { RevenueCsvQuery } from "@/lib/operations/admin/schemas";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

/** One table of the revenue page as a CSV file: `?report=months&range=12m`. */
export async function GET(request: Request): Promise<Response> {
  // Outside of what is caught: to anybody but admins there is nothing here.
  const { ctx } = await requireAdmin();
  return csvResponse(ctx, async () => {
    const parsed = RevenueCsvQuery.safeParse(queryObject(new URL(request.url).searchParams));
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    return exportRevenueCsv(ctx, parsed.data);
  });
}
