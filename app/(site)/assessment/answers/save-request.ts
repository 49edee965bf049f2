import { profileCookieName } from "@/app/profile-cookie";
import { readJsonText } from "@/lib/api/body";
import { clientAddress, limitedAddress, truncateAddress } from "@/lib/api/client-address";
import { parseJson } from "@/lib/api/json";
import { isOwnOrigin } from "@/lib/api/own-origin";
import { faultOf, problemOf } from "@/lib/api/problem";
import { securityHeaders } from "@/lib/api/security-headers";
import { services } from "@/lib/api/services";
import { findSession } from "@/lib/identity/accounts/find-session";
import { readCookie } from "@/lib/identity/accounts/read-cookie";
import { readSessionToken, sessionCookieName } from "@/lib/identity/accounts/session-cookie";
import { takeAction } from "@/lib/partners/rate-limits/action-limits";
import { PageLimiter } from "@/lib/partners/rate-limits/page-limits";
import { waitOf } from "@/lib/partners/rate-limits/wait-words";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { SaveAnswers } from "@/lib/people/assessments/schemas";
import { findUserProfile } from "@/lib/people/profiles/find-profile";
import { openBrowserProfile } from "@/lib/people/profiles/open-browser-profile";
import type { Context, ProfileContext } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { Forbidden, LimitReached, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { fieldErrors, invalidInput } from "@/lib/platform/input";
import { log } from "@/lib/platform/log";

/** A whole sheet is about 20 KB. */
const MAX_BODY_BYTES = 65_536;

const floods = new PageLimiter();

/**
 * Saves answers as they are given in the questionnaire. Not a server action: a queue that was filled offline may be sent
 * after a release that knows other action ids. A plain Web function, so that our own server answers it without Next's
 * work for a page, which is several times what saving costs.
 */
export async function saveRequest(
  request: Request,
  { remoteAddress }: { remoteAddress?: string | undefined } = {},
): Promise<Response> {
  const requestId = newId();
  try {
    assertOwnPage(request);
    const { limiter, clock, database } = services();
    const address = clientAddress(request.headers, remoteAddress, env().TRUSTED_PROXY_HOPS);
    const network = limitedAddress(address);
    const now = clock.now();
    const flood = floods.take(network, 1, now);
    if (!flood.allowed) {
      throw new LimitReached(
        "too_many_actions",
        `Too many requests from your network. Try again in ${waitOf(flood.retryAfterSeconds)}.`,
        flood.retryAfterSeconds,
      );
    }
    const ctx: Context = {
      requestId,
      actor: { type: "anonymous" },
      clock,
      db: database.prisma,
      log: log().child({ requestId }),
      ip: truncateAddress(address) ?? undefined,
    };
    const profile = await profileOf(ctx, request.headers.get("cookie"));
    if (profile === null) throw new NotFound("assessment");
    const userId = profile.userId ?? `profile:${profile.profileId}`;
    await takeAction({ limiter, address: network, userId }, "read", now);
    const parsed = SaveAnswers.safeParse(parseJson(await readJsonText(request, MAX_BODY_BYTES)));
    if (!parsed.success) throw invalidInput(fieldErrors(parsed.error.issues));
    return Response.json(await saveAnswers(profile, parsed.data), { headers: headersOf(requestId) });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) log().error({ err: error, requestId, code: fault.code }, "answers were not saved");
    return new Response(JSON.stringify(problemOf(fault, requestId)), {
      status: fault.status,
      headers: { ...headersOf(requestId), ...fault.headers, "Content-Type": "application/problem+json" },
    });
  }
}

/** Whose answers this browser gives: as pages find it out (app/profile.ts), from the header alone. */
async function profileOf(ctx: Context, cookies: string | null): Promise<ProfileContext | null> {
  const sessionId = await readSessionToken(readCookie(cookies, sessionCookieName()) ?? undefined);
  const signedIn = sessionId === null ? null : await findSession(ctx, { session_id: sessionId });
  if (signedIn !== null) {
    // An admin who looks through a person's eyes sees the portal, and never answers for them.
    if (signedIn.impersonation !== null) return null;
    const { id } = signedIn.user;
    const profileId = await findUserProfile(ctx, { user_id: id });
    return profileId === null ? null : { ...ctx, actor: { type: "user", id }, profileId, userId: id };
  }
  const token = readCookie(cookies, profileCookieName());
  const profileId = token === null ? null : await openBrowserProfile(ctx, { token });
  return profileId === null ? null : { ...ctx, profileId, userId: null };
}

const headersOf = (requestId: string) => ({
  ...securityHeaders(),
  "Request-Id": requestId,
  "Cache-Control": "no-store",
});

/** Cookies travel by themselves, so only pages of this site may save with them. */
function assertOwnPage({ headers }: Request): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const own = origin === null || isOwnOrigin(origin, headers);
  if (own && (site === null || site === "same-origin")) return;
  throw new Forbidden("cross_site_request", "Answers can be saved from this site's own pages only.");
}
