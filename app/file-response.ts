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

/** A file that is made already. */
export interface MadeFile {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file for a person, counted as an expensive action, or the problem document of what kept it from being made. */
export async function fileResponse(
  ctx: Context,
  caller: ActionCaller,
  make: () => Promise<StreamedFile | MadeFile>,
): Promise<Response> {
  try {
    await takeAction(caller, "expensive", ctx.clock.now());
    const file = await make();
    const { name, type } = file;
    recordSecurityEvent(ctx, { kind: "export.made", code: name, ...subjectsOf(ctx) });
    return new Response("bytes" in file ? file.bytes : streamOf(file.pieces), {
      headers: {
        "Content-Type": "bytes" in file ? type : `${type}; charset=utf-8`,
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
