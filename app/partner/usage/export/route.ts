import { visit } from "@/app/request-context";
import { requirePartner } from "@/app/session";
import { faultOf, problemOf } from "@/lib/api/problem";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";
import { exportUsageCsv } from "@/lib/usage/export-usage-csv";
import { UsageCsvQuery } from "@/lib/usage/schemas";

/** One report of the usage page as a CSV file: `?report=key&range=30d&mode=live`. */
export async function GET(request: Request): Promise<Response> {
  // Outside of what is caught: whoever is not signed in is sent to sign in.
  const { ctx } = await requirePartner();
  try {
    const { mode, ...query } = queryObject(new URL(request.url).searchParams);
    const parsed = UsageCsvQuery.safeParse(query);
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    const { name, text } = await exportUsageCsv(
      { ...ctx, mode: mode === "test" ? "test" : "live" },
      parsed.data,
    );
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
