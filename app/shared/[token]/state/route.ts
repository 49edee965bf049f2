import { visit } from "@/app/request-context";
import { faultOf, problemOf } from "@/lib/api/problem";
import { takeAction } from "@/lib/partners/rate-limits/action-limits";
import { findShare } from "@/lib/people/sharing/find-share";

/**
 * What an open page asks about once a second: whether it is still shared. It says nothing else and counts nothing. POST, so
 * that nothing between us and the browser keeps the answer.
 */
export async function POST(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const [{ ctx }, { token }] = await Promise.all([visit(), params]);
  const headers = { "Request-Id": ctx.requestId, "Cache-Control": "no-store" };
  try {
    await takeAction({ limiter: ctx.limiter, address: ctx.address }, "read", ctx.clock.now());
    await findShare(ctx, { token });
    return new Response(null, { status: 204, headers });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) ctx.log.error({ err: error, code: fault.code }, "a shared page was not looked up");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...headers, ...fault.headers, "Content-Type": "application/problem+json" },
    });
  }
}
