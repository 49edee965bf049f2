import { streamOf } from "@/app/csv-response";
import { subjectsOf } from "@/app/security-subjects";
import { faultOf, problemOf } from "@/lib/api/problem";
import { type ActionCaller, takeAction } from "@/lib/partners/rate-limits/action-limits";
import type { Context } from "@/lib/platform/context";
import { recordRefusal, recordSecurityEvent } from "@/lib/platform/security-events";

/** A file that is sent as it is made. */
export interface StreamedFile {
  name: string;
  type: string;
  pieces: AsyncIterable<string>;
}

/** A file for a person, counted as an expensive action, or the problem document of what kept it from being made. */
export async function fileResponse(
  ctx: Context,
  caller: ActionCaller,
  make: () => Promise<StreamedFile>,
): Promise<Response> {
  try {
    await takeAction(caller, "expensive", ctx.clock.now());
    const { name, type, pieces } = await make();
    recordSecurityEvent(ctx, { kind: "export.made", code: name, ...subjectsOf(ctx) });
    return new Response(streamOf(pieces), {
      headers: {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    const fault = faultOf(error);
    recordRefusal(ctx, fault, subjectsOf(ctx));
    if (fault.ours) ctx.log.error({ err: error }, "a file could not be made");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...fault.headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    });
  }
}
