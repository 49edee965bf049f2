import { visit } from "@/app/request-context";
import { requireAdmin } from "@/app/session";
import { faultOf, problemOf } from "@/lib/api/problem";
import { exportRevenueCsv } from "@/lib/operations/export-revenue-csv";
import { RevenueCsvQuery } from "@/lib/operations/schemas";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

/** One table of the revenue page as a CSV file: `?report=months&range=12m`. */
export async function GET(request: Request): Promise<Response> {
  // Outside of what is caught: to anybody but admins there is nothing here.
  const { ctx } = await requireAdmin();
  try {
    const parsed = RevenueCsvQuery.safeParse(queryObject(new URL(request.url).searchParams));
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    const { name, text } = await exportRevenueCsv(ctx, parsed.data);
    return new Response(text, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) (await visit()).ctx.log.error({ err: error }, "a report could not be made");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...fault.headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    });
  }
}
