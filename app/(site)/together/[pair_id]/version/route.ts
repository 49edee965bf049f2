import { currentProfile } from "@/app/profile";
import { faultOf, problemOf } from "@/lib/api/problem";
import { takeAction } from "@/lib/partners/rate-limits/action-limits";
import { getShareVersion } from "@/lib/people/sharing/get-share-version";
import { getPairVersion } from "@/lib/people/together/get-pair-version";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";

/**
 * What an open comparison asks about once a second: whether anything changed, or it is gone. It changes nothing and says
 * nothing of the report. POST, so that nothing between us and the browser keeps the answer.
 */
export async function POST(
  _request: Request,
  { params }: { params: Promise<{ pair_id: string }> },
): Promise<Response> {
  const requestId = newId();
  const headers = { "Request-Id": requestId, "Cache-Control": "no-store" };
  try {
    const [profile, { pair_id }] = await Promise.all([currentProfile(), params]);
    if (profile === null) throw new NotFound("comparison");
    const { ctx, caller } = profile;
    await takeAction(caller, "read", ctx.clock.now());
    const [{ version, ended }, shared] = await Promise.all([
      getPairVersion(ctx, { pair_id }),
      getShareVersion(ctx, { pair_id }),
    ]);
    return Response.json({ version: `${version}${shared}`, ended }, { headers });
  } catch (error) {
    // An answer like the others, so that no browser notes a fault when people leave as they may.
    if (error instanceof NotFound) return Response.json({ gone: true }, { headers });
    const fault = faultOf(error);
    if (fault.ours)
      log().error({ err: error, requestId, code: fault.code }, "a comparison was not looked up");
    return new Response(JSON.stringify(problemOf(fault, requestId)), {
      status: fault.status,
      headers: { ...headers, ...fault.headers, "Content-Type": "application/problem+json" },
    });
  }
}
