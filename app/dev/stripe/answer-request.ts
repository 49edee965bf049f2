import { database } from "@/lib/platform/db";
import { askStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/**
 * The stand-in for people and tools: `stripe` with another base address, or curl. The product itself asks it in process.
 * Where a real key is set, or stand-ins are not allowed, there is nothing here.
 */
export async function answerRequest(request: Request): Promise<Response> {
  if (!usesStripeStandIn()) return new Response(null, { status: 404 });
  const url = new URL(request.url);
  url.pathname = url.pathname.replace(/^\/dev\/stripe/, "");
  const { method, headers } = request;
  const body = method === "GET" ? {} : { body: await request.text() };
  return askStandIn(({ handleStripeRequest }) =>
    handleStripeRequest(database().prisma, new Request(url, { method, headers, ...body })),
  );
}
