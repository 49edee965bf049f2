import { currentProfile } from "@/app/profile";
import { readJsonText } from "@/lib/api/body";
import { parseJson } from "@/lib/api/json";
import { faultOf, problemOf } from "@/lib/api/problem";
import { takeAction } from "@/lib/partners/rate-limits/action-limits";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { SaveAnswers } from "@/lib/people/assessments/schemas";
import { env } from "@/lib/platform/env";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { fieldErrors, invalidInput } from "@/lib/platform/input";
import { log } from "@/lib/platform/log";

/** A whole sheet is about 20 KB. */
const MAX_BODY_BYTES = 65_536;

/**
 * Saves answers as they are given in the questionnaire. Not a server action: a queue that was filled offline may be sent
 * after a release that knows other action ids.
 */
export async function POST(request: Request): Promise<Response> {
  const requestId = newId();
  try {
    assertOwnPage(request);
    const profile = await currentProfile();
    if (profile === null) throw new NotFound("assessment");
    const { ctx, caller } = profile;
    await takeAction(caller, "read", ctx.clock.now());
    const parsed = SaveAnswers.safeParse(parseJson(await readJsonText(request, MAX_BODY_BYTES)));
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    return Response.json(await saveAnswers(ctx, parsed.data), { headers: headersOf(requestId) });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) log().error({ err: error, requestId, code: fault.code }, "answers were not saved");
    return new Response(JSON.stringify(problemOf(fault, requestId)), {
      status: fault.status,
      headers: { ...headersOf(requestId), ...fault.headers, "Content-Type": "application/problem+json" },
    });
  }
}

const headersOf = (requestId: string) => ({ "Request-Id": requestId, "Cache-Control": "no-store" });

/** Cookies travel by themselves, so only pages of this site may save with them. */
function assertOwnPage({ headers }: Request): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const own =
    origin === null || origin === new URL(env().APP_URL).origin || hostOf(origin) === headers.get("host");
  if (own && (site === null || site === "same-origin")) return;
  throw new Forbidden("cross_site_request", "Answers can be saved from this site's own pages only.");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
