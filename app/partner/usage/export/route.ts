import { csvResponse } from "@/app/csv-response";
import { requirePartner } from "@/app/session";
import { exportUsageCsv } from "@/lib/partners/usage/export-usage-csv";
import { UsageCsvQuery } from "@/lib/partners/usage/schemas";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

/** One report of the usage page as a CSV file: `?report=key&range=30d&mode=live`. */
export async function GET(request: Request): Promise<Response> {
  // Outside of what is caught: whoever is not signed in is sent to sign in.
  const { ctx } = await requirePartner();
  return csvResponse(ctx, async () => {
    const { mode, ...query } = queryObject(new URL(request.url).searchParams);
    const parsed = UsageCsvQuery.safeParse(query);
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    return exportUsageCsv({ ...ctx, mode: mode === "test" ? "test" : "live" }, parsed.data);
  });
}
