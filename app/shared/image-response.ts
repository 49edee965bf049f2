import { faultOf, problemOf } from "@/lib/api/problem";
import { type ActionCaller, takeAction } from "@/lib/partners/rate-limits/action-limits";
import type { OpenShare } from "@/lib/people/sharing/find-share";
import type { Context } from "@/lib/platform/context";
import { drawShare, isDrawn } from "./share-image";

/** A link's picture, or the problem document of what kept it from being made. No cache keeps either. */
export async function imageResponse(
  ctx: Context,
  caller: ActionCaller,
  find: () => Promise<OpenShare>,
  { download }: { download?: string } = {},
): Promise<Response> {
  const headers = { "Request-Id": ctx.requestId, "Cache-Control": "no-store" };
  try {
    const now = ctx.clock.now();
    await takeAction(caller, "read", now);
    const share = await find();
    if (!isDrawn(share)) await takeAction(caller, "expensive", now);
    return new Response(await drawShare(share), {
      headers: {
        ...headers,
        "Content-Type": "image/png",
        ...(download === undefined ? {} : { "Content-Disposition": `attachment; filename="${download}"` }),
      },
    });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) ctx.log.error({ err: error, code: fault.code }, "a picture could not be drawn");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...headers, ...fault.headers, "Content-Type": "application/problem+json" },
    });
  }
}
