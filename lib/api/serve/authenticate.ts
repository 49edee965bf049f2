import { contextOf, type Exchange, type Operation } from "@/lib/api/serve/exchange";
import { identifySession, identifyToken, type PersonCaller } from "@/lib/identity/accounts/identify-caller";
import { assertUsable, identifyKey } from "@/lib/partners/api-keys/authenticate-key";
import { hasScope } from "@/lib/partners/api-keys/credential";
import { env } from "@/lib/platform/env";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { refuseImpersonation } from "@/lib/platform/permissions";
import type { Scope } from "@/lib/platform/scopes";

/** Finds out who calls, and keeps it in the exchange. Throws Unauthenticated and Forbidden. */
export async function authenticate(exchange: Exchange, operation: Operation): Promise<void> {
  const { headers } = exchange.request;
  const bearer = headers.get("authorization");
  const key =
    headers.get("x-api-key") ?? (bearer !== null && /^bearer /i.test(bearer) ? bearer.slice(7).trim() : null);
  if (key === null || key === "") {
    exchange.person = await identifyBrowser(exchange, operation);
    if (exchange.person !== null) return;
    throw new Unauthenticated(
      "missing_credentials",
      "Send your API key as X-API-Key, or as Authorization: Bearer <key>. POST /api/v1/partners gives you a test key.",
    );
  }
  if (key.startsWith("pat_")) {
    exchange.person = await identifyToken(contextOf(exchange, exchange.services.database.prisma), key);
    return;
  }
  const { credentials, lastUse, learnedAddresses } = exchange.services;
  const credential = await identifyKey(credentials, key);
  // Known from here on, so that its holder finds in the log what a revoked or expired key still tried.
  exchange.credential = credential;
  const charges = operation.endpoint.billableUnits !== undefined;
  const { limitClass = "management" } = operation.endpoint;
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
async function identifyBrowser(exchange: Exchange, { path }: Operation): Promise<PersonCaller | null> {
  const { request, url } = exchange;
  const cookie = request.headers.get("cookie");
  if (cookie === null) return null;
  // What is no id at all is told as bad input, whoever asks.
  const named = path.match(url.pathname)?.partner_id?.toLowerCase() ?? null;
  const person = await identifySession(
    contextOf(exchange, exchange.services.database.prisma),
    cookie,
    named !== null && PARTNER_ID.test(named) ? named : null,
  );
  if (person !== null && !isFromThisSite(request)) {
    throw new Forbidden(
      "cross_site_request",
      "A session's cookie works from this site's own pages only. Send an API key or access token.",
    );
  }
  if (person !== null && request.method !== "GET" && request.method !== "HEAD")
    refuseImpersonation({ actor: person.actor.type === "user" ? person.actor : { type: person.actor.type } });
  return person;
}

/** By what browsers say and pages cannot change. Who says nothing may read, and change nothing. */
function isFromThisSite({ headers, method }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  const own =
    origin !== null &&
    (origin === new URL(env().APP_URL).origin || originHost(origin) === headers.get("host"));
  if (origin !== null && !own) return false;
  return own || site === "same-origin" || method === "GET" || method === "HEAD";
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** A key or token must have the scope; a person who is signed in has a role, which the verb asks for. */
export function scopeAllows({ credential, person }: Exchange, scope: Scope): boolean {
  if (credential !== null) return hasScope(credential, scope);
  return person === null || person.scopes === null || person.scopes.has(scope);
}
