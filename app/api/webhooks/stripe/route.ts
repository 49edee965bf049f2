import { visit } from "@/app/request-context";
import { readBytes } from "@/lib/api/body";
import { faultOf, problemOf } from "@/lib/api/problem";
import { receiveStripeEvent } from "@/lib/billing/billing/receive-stripe-event";
import { Unauthenticated } from "@/lib/platform/errors";

export const dynamic = "force-dynamic";

/**
 * Where Stripe tells us what has happened. Answered as soon as the message is stored; what follows from it is done by a
 * job. Anything but 2xx makes Stripe send it again.
 */
export async function POST(request: Request): Promise<Response> {
  const { ctx } = await visit();
  try {
    // The very bytes: the signature is over them.
    const body = new TextDecoder().decode(await readBytes(request));
    const signature = request.headers.get("stripe-signature");
    return Response.json(await receiveStripeEvent(ctx, { body, signature }));
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) ctx.log.error({ err: error, code: fault.code }, "a message of Stripe's was not taken");
    // Nobody is asked to sign in here: a signature that does not hold is a bad request, as with Stripe's own servers.
    const status = error instanceof Unauthenticated ? 400 : fault.status;
    return Response.json(problemOf({ ...fault, status }, ctx.requestId), {
      status,
      headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    });
  }
}
