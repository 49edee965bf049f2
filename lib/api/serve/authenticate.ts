import { isOwnOrigin } from "@/lib/api/own-origin";
import { contextOf, type Exchange, type Operation } from "@/lib/api/serve/exchange";
import {
  identifySelf,
  identifySession,
  identifyToken,
  type PersonCaller,
} from "@/lib/identity/accounts/identify-caller";
import { assertUsable, identifyKey } from "@/lib/partners/api-keys/authenticate-key";
import { hasScope } from "@/lib/partners/api-keys/credential";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { refuseImpersonation } from "@/lib/platform/permissions";
import type { Scope } from "@/lib/platform/scopes";

/** Finds out who calls, as the endpoint asks, and keeps it in the exchange. Throws Unauthenticated and Forbidden. */
export async function authenticate(exchange: Exchange, operation: Operation): Promise<void> {
  const { auth } = operation.endpoint;
  if (auth === "public") return;
  const key = keyOf(exchange.request.headers);
  if (key === null) exchange.person = await identifyBrowser(exchange, operation);
  else if (key.startsWith("pat_")) {
    const ctx = contextOf(exchange, exchange.services.database.prisma);
    exchange.person = await identifyToken(ctx, key, auth === "person" ? "person" : "member");
  } else await takeKey(exchange, operation, key);
  if (exchange.person !== null || exchange.credential !== null) return;
  throw new Unauthenticated(
    "missing_credentials",
    auth === "person"
      ? "Send a personal access token as Authorization: Bearer <token>, or call from a page of ours while you are signed in."
      : "Send your API key as X-API-Key, or as Authorization: Bearer <key>. POST /api/v1/partners gives you a test key.",
  );
}

function keyOf(headers: Headers): string | null {
  const bearer = headers.get("authorization");
  const key =
    headers.get("x-api-key") ?? (bearer !== null && /^bearer /i.test(bearer) ? bearer.slice(7).trim() : null);
  return key === "" ? null : key;
}

async function takeKey(exchange: Exchange, { endpoint }: Operation, key: string): Promise<void> {
  const { credentials, lastUse, learnedAddresses } = exchange.services;
  const credential = await identifyKey(credentials, key);
  // Known from here on, so that its holder finds in the log what a revoked or expired key still tried.
  exchange.credential = credential;
  if (endpoint.auth === "person") {
    throw new Forbidden(
      "api_key_not_accepted",
      "An API key acts for a partner, and this call is a person's own. Send a personal access token instead.",
    );
  }
  const charges = endpoint.billableUnits !== undefined;
  const { limitClass = "management" } = endpoint;
  assertUsable(credential, exchange.address, exchange.startedAt, { charges, limitClass });
  lastUse.mark(credential.keyId, exchange.startedAt, exchange.address);
  if (credential.learnsUntilMs > exchange.startedAt.getTime()) {
    learnedAddresses.mark(credential.keyId, exchange.address, exchange.startedAt);
  }
}

const PARTNER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Who is signed in with the browser that calls; null where none is. Browsers send cookies by themselves, so only pages
 * of this site may call with them: never another origin's, not even one in ALLOWED_ORIGINS.
 */
async function identifyBrowser(
  exchange: Exchange,
  { endpoint, path }: Operation,
): Promise<PersonCaller | null> {
  const { request, url } = exchange;
  const cookie = request.headers.get("cookie");
  if (cookie === null) return null;
  const ctx = contextOf(exchange, exchange.services.database.prisma);
  const person =
    endpoint.auth === "person"
      ? await identifySelf(ctx, cookie)
      : await identifySession(ctx, cookie, namedPartner(path.match(url.pathname)));
  if (person !== null && !isFromThisSite(request)) {
    throw new Forbidden(
      "cross_site_request",
      "A session's cookie works from this site's own pages only. Send an API key or access token.",
    );
  }
  if (person !== null && request.method !== "GET" && request.method !== "HEAD") refuseImpersonation(person);
  return person;
}

/** The partner that a path names. What is not an id is bad input for every caller. */
function namedPartner(parameters: Record<string, string> | null): string | null {
  const named = parameters?.partner_id?.toLowerCase() ?? null;
  return named !== null && PARTNER_ID.test(named) ? named : null;
}

/** By what browsers say and pages cannot change. Who says nothing may read, and change nothing. */
function isFromThisSite({ headers, method }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  const own = origin !== null && isOwnOrigin(origin, headers);
  if (origin !== null && !own) return false;
  return own || site === "same-origin" || method === "GET" || method === "HEAD";
}

/** A key or token must have the scope; a person who is signed in has a role, which the verb asks for. */
export function scopeAllows({ credential, person }: Exchange, scope: Scope): boolean {
  if (credential !== null) return hasScope(credential, scope);
  return person === null || person.scopes === null || person.scopes.has(scope);
}

/**
 * That who has opened a stream may still see it: the credential holds, with the scope and all permissions it had. Throws
 * as `authenticate`, and Forbidden.
 */
export async function checkStillAllowed(exchange: Exchange, operation: Operation): Promise<void> {
  const now: Exchange = {
    ...exchange,
    startedAt: exchange.services.clock.now(),
    credential: null,
    person: null,
  };
  await authenticate(now, operation);
  const { scope } = operation.endpoint;
  const permitted = (now.credential ?? now.person)?.permissions;
  const before = (exchange.credential ?? exchange.person)?.permissions ?? [];
  const lost = [...before].some((permission) => permitted?.has(permission) !== true);
  if (lost || (scope !== undefined && !scopeAllows(now, scope)))
    throw new Forbidden(
      "insufficient_scope",
      "What this credential allows has changed: open the stream again.",
    );
}
