import type { z } from "zod";
import { visit } from "@/app/request-context";
import { readJsonText } from "@/lib/api/body";
import { parseJson } from "@/lib/api/json";
import { isOwnOrigin } from "@/lib/api/own-origin";
import { faultOf, problemOf } from "@/lib/api/problem";
import type { DoorCaller } from "@/lib/events/check-in/find-door";
import { Forbidden } from "@/lib/platform/errors";
import { fieldErrors, invalidInput } from "@/lib/platform/input";

/** Two hundred check-ins with their tickets are about 90 kB. */
const MAX_BODY_BYTES = 262_144;

/**
 * Answers a phone at a door. These addresses stay the same from release to release, unlike server actions: a phone that
 * loaded its page yesterday still sends what it recorded.
 */
export async function answerDoor<S extends z.ZodType>(
  request: Request,
  schema: S,
  work: (caller: DoorCaller, input: z.output<S>) => Promise<unknown>,
): Promise<Response> {
  const { ctx } = await visit();
  const headers = { "Request-Id": ctx.requestId, "Cache-Control": "no-store" };
  try {
    assertOwnPage(request);
    const parsed = schema.safeParse(parseJson(await readJsonText(request, MAX_BODY_BYTES)));
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    const reply = await work(ctx, parsed.data);
    return reply === undefined
      ? new Response(null, { status: 204, headers })
      : Response.json(reply, { headers });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) ctx.log.error({ err: error, code: fault.code }, "a door was not answered");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...headers, ...fault.headers, "Content-Type": "application/problem+json" },
    });
  }
}

/** Cookies travel by themselves, so only pages of this site may ask with them. */
function assertOwnPage({ headers }: Request): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const own = origin === null || isOwnOrigin(origin, headers);
  if (own && (site === null || site === "same-origin")) return;
  throw new Forbidden("cross_site_request", "Doors work from this site's own pages only.");
}
