import { bodyLimitOf, readBytes, readJsonText } from "@/lib/api/body";
import { clientAddress, limitedAddress, truncateAddress } from "@/lib/api/client-address";
import { corsHeaders, preflightHeaders } from "@/lib/api/cors";
import type { Domain } from "@/lib/api/domain";
import type { ApiContext, Endpoint, HttpMethod, Route, ServedVerb } from "@/lib/api/endpoint";
import {
  ANONYMOUS_KEPT_MS,
  claim,
  type IdempotentCall,
  keepReply,
  MAX_KEY_LENGTH,
  release,
} from "@/lib/api/idempotency";
import { parseJson } from "@/lib/api/json";
import { compilePath } from "@/lib/api/paths";
import { type Fault, faultOf, HttpProblem, problemOf } from "@/lib/api/problem";
import { countRefused } from "@/lib/api/refused-calls";
import { makeResponse } from "@/lib/api/response-class";
import { HSTS, SECURITY_HEADERS } from "@/lib/api/security-headers";
import { compileReply } from "@/lib/api/serializer";
import { type Services, services } from "@/lib/api/services";
import { takeTurn } from "@/lib/api/turns";
import {
  identifySession,
  identifyToken,
  PERSON_LIMITS,
  PERSON_SCORING_LIMITS,
  type PersonCaller,
} from "@/lib/identity/accounts/identify-caller";
import { assertUsable, identifyKey } from "@/lib/partners/api-keys/authenticate-key";
import { type Credential, hasScope } from "@/lib/partners/api-keys/credential";
import { verifySignature } from "@/lib/partners/api-keys/verify-signature";
import { whenUnavailable } from "@/lib/partners/rate-limits/fail-policy";
import { rateLimitHeaders } from "@/lib/partners/rate-limits/headers";
import { CLASS_WORDS, classLimits, type LimitClass } from "@/lib/partners/rate-limits/limit-classes";
import type { Decision } from "@/lib/partners/rate-limits/limiter";
import { PUBLIC_LIMITS } from "@/lib/partners/rate-limits/public-limits";
import type { Call } from "@/lib/partners/usage/call-recorder";
import type { Actor, Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import {
  Forbidden,
  Invalid,
  LimitReached,
  NotFound,
  Unauthenticated,
  Unavailable,
} from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";
import { type Log, log } from "@/lib/platform/log";
import { type Permission, refuseImpersonation } from "@/lib/platform/permissions";
import type { Scope } from "@/lib/platform/scopes";
import { sha256 } from "@/lib/platform/seal";
import { recordRefusal } from "@/lib/platform/security-events";

/** What a handler learns from its mount beside the request itself. */
export interface Connection {
  /** The socket's other end; absent on hosts that hide it. */
  remoteAddress?: string | undefined;
  /** What Next gives its route handlers; paths are matched by the endpoint's own template. */
  params?: unknown;
}

export type Handler = (request: Request, connection?: Connection) => Promise<Response>;

/** A handler that knows which operation it is. */
export interface EndpointHandler extends Handler {
  readonly endpoint: Endpoint;
}

const NO_PERMISSIONS: ReadonlySet<Permission> = new Set();
const ANONYMOUS: Actor = { type: "anonymous" };
const MAX_URL_LENGTH = 8_192;
/** Characters. */
const LONG_REPLY = 4_096;

/** One request on its way through: filled in step by step, so that whatever goes wrong can be answered and recorded. */
interface Exchange {
  readonly request: Request;
  readonly url: URL;
  readonly services: Services;
  readonly requestId: string;
  readonly startedAt: Date;
  readonly started: number;
  readonly endpoint: Endpoint | null;
  readonly address: string | null;
  readonly log: Log;
  readonly headers: Record<string, string>;
  credential: Credential | null;
  /** Who calls where no API key does. */
  person: PersonCaller | null;
  /** Whether the limit has been taken from. */
  limited: boolean;
}

interface Outcome {
  status: number;
  body: string | Uint8Array<ArrayBuffer> | null;
  contentType: string;
  errorCode: string | null;
  units: number;
  /** Whether the call's row is durable already. */
  recorded: boolean;
}

/**
 * Turns an endpoint and its verb into a Web handler. It is the one place that knows HTTP, and does, in this order:
 * request id, authenticate (a key with its IP allowlist, an access token or a session), signature, scope, rate limit, body and its size, parse,
 * the day's calls of a batch, idempotency key, verb, reply by its whitelist, record the call, headers. Anything thrown becomes a problem document.
 */
export function serve({ endpoint, verb }: Route): EndpointHandler {
  const operation = prepare(endpoint, verb);
  const handler: Handler = (request, connection) =>
    answer(request, connection, endpoint, (exchange) => operate(exchange, operation));
  return Object.assign(handler, { endpoint });
}

interface Operation {
  endpoint: Endpoint;
  verb: ServedVerb;
  path: ReturnType<typeof compilePath>;
  write(reply: unknown): string;
}

function prepare(endpoint: Endpoint, verb: ServedVerb): Operation {
  let write: ((reply: unknown) => string) | undefined;
  return {
    endpoint,
    verb,
    path: compilePath(endpoint.path),
    // Compiled at the first reply: a process that serves few endpoints does not pay for all.
    write: (reply) => {
      write ??= compileReply(endpoint.reply);
      return write(reply);
    },
  };
}

/** A path that no endpoint has: a problem document, as everywhere. */
export const routeNotFound: Handler = (request, connection) =>
  answer(request, connection, null, async ({ url }) => {
    throw new HttpProblem(
      404,
      "unknown_route",
      `There is no ${url.pathname} here. See /docs/reference for what there is.`,
    );
  });

/**
 * Mounts the operations of one path as a Next route module exports them: each on its method, OPTIONS for
 * preflights, HEAD where there is a GET, and a 405 problem for every other method.
 */
export function mount(
  ...handlers: readonly EndpointHandler[]
): Record<HttpMethod | "HEAD" | "OPTIONS", Handler> {
  const byMethod = new Map<string, Handler>(handlers.map((handler) => [handler.endpoint.method, handler]));
  const get = byMethod.get("GET");
  if (get !== undefined) byMethod.set("HEAD", async (...call) => withoutBody(await get(...call)));
  const methods = [...byMethod.keys(), "OPTIONS"];
  const refuse: Handler = (request, connection) =>
    answer(request, connection, null, async ({ url }) => {
      const detail = `${url.pathname} takes ${methods.join(", ")}, not ${request.method}.`;
      throw new HttpProblem(405, "method_not_allowed", detail, { Allow: methods.join(", ") });
    });
  const preflight: Handler = async (request) =>
    makeResponse(null, 204, {
      ...commonHeaders(request, newId()),
      Allow: methods.join(", "),
      ...preflightHeaders(methods),
    });
  const on = (method: string) => byMethod.get(method) ?? refuse;
  return {
    GET: on("GET"),
    HEAD: on("HEAD"),
    POST: on("POST"),
    PUT: on("PUT"),
    PATCH: on("PATCH"),
    DELETE: on("DELETE"),
    OPTIONS: preflight,
  };
}

function withoutBody(response: Response): Response {
  return new Response(null, { status: response.status, headers: response.headers });
}

/** The handlers by method of one path of a domain, for the route file that Next mounts. */
export function handlersAt(domain: Domain, path: string): ReturnType<typeof mount> {
  const routes = (domain.routes ?? []).filter(({ endpoint }) => endpoint.path === path);
  return mount(...routes.map(serve));
}

/** Runs `work` as one exchange: gives it its id and context, and turns what it returns or throws into the reply. */
async function answer(
  request: Request,
  connection: Connection | undefined,
  endpoint: Endpoint | null,
  work: (exchange: Exchange) => Promise<Outcome>,
): Promise<Response> {
  const api = services();
  const startedAt = api.clock.now();
  const requestId = newId(startedAt);
  const exchange: Exchange = {
    request,
    url: new URL(request.url),
    services: api,
    requestId,
    startedAt,
    started: performance.now(),
    endpoint,
    address: clientAddress(request.headers, connection?.remoteAddress, env().TRUSTED_PROXY_HOPS),
    log: log(),
    headers: {},
    credential: null,
    person: null,
    limited: false,
  };
  let outcome: Outcome;
  try {
    outcome = await work(exchange);
    // A charge is durable before anyone is told that the call succeeded.
    if (!outcome.recorded) {
      outcome = encoded(outcome);
      await record(exchange, outcome);
    }
  } catch (thrown) {
    const error = await limitRefused(exchange, thrown);
    outcome = refusal(exchange, faultOf(error), error);
    if (!(error instanceof Unavailable && error.code === "usage_unavailable")) {
      if (metered() && leavesRow(exchange, outcome)) api.recorder.note(callOf(exchange, outcome));
    }
  }
  return respond(exchange, outcome);
}

/**
 * Long replies wait for their row as bytes: a text just written is a tree of thousands of pieces, all of which the
 * collector would have to carry along meanwhile.
 */
function encoded(outcome: Outcome): Outcome {
  const { body } = outcome;
  if (typeof body !== "string" || body.length < LONG_REPLY) return outcome;
  return { ...outcome, body: Buffer.from(body, "utf8") };
}

/** Counts a call that is refused for who makes it. Gives what it is answered with. */
async function limitRefused(exchange: Exchange, thrown: unknown): Promise<unknown> {
  if (!metered()) return thrown;
  const { address, credential, person, services: api, startedAt: now } = exchange;
  const holder = credential?.holder ?? person?.limitsHolder ?? null;
  const { error, headers } = await countRefused(api.limiter, thrown, { holder, address, now });
  Object.assign(exchange.headers, headers);
  return error;
}

/** A refusal that is nobody's leaves a row only while there are few of them. */
function leavesRow(
  { address, credential, person, services: api, startedAt: now }: Exchange,
  { status }: Outcome,
) {
  if (credential !== null || person !== null || status >= 500) return true;
  return api.refusedRows.keep({ address, now });
}

function refusal(exchange: Exchange, fault: Fault, error: unknown): Outcome {
  if (fault.ours)
    exchange.log.error({ err: error, requestId: exchange.requestId, code: fault.code }, "a call failed");
  Object.assign(exchange.headers, fault.headers);
  recordRefusal(contextOf(exchange, exchange.services.database.prisma), fault, subjectsOf(exchange));
  return {
    status: fault.status,
    body: JSON.stringify(problemOf(fault, exchange.requestId)),
    contentType: "application/problem+json",
    errorCode: fault.code,
    units: 0,
    recorded: false,
  };
}

/** Whom a refusal concerns, as far as the caller is known. */
function subjectsOf({ credential, person }: Exchange): { userId: string | null; partnerId: string | null } {
  const actor = person?.actor;
  const userId = actor?.type === "personal_access_token" ? actor.userId : null;
  return {
    userId: actor?.type === "user" ? actor.id : userId,
    partnerId: credential?.partnerId ?? person?.partnerId ?? null,
  };
}

/** What every reply says. */
function commonHeaders(request: Request, requestId: string): Record<string, string> {
  return {
    "Request-Id": requestId,
    "Cache-Control": "no-store",
    ...SECURITY_HEADERS,
    ...(env().standInsAllowed ? {} : { "Strict-Transport-Security": HSTS }),
    ...corsHeaders(request),
  };
}

function respond(exchange: Exchange, outcome: Outcome): Response {
  const headers = { ...commonHeaders(exchange.request, exchange.requestId), ...exchange.headers };
  if (outcome.body !== null) headers["Content-Type"] = outcome.contentType;
  return makeResponse(outcome.body, outcome.status, headers);
}

async function operate(exchange: Exchange, operation: Operation): Promise<Outcome> {
  const { endpoint } = operation;
  const { request, url } = exchange;
  if (!env().standInsAllowed && request.headers.get("x-forwarded-proto") === "http") {
    throw new HttpProblem(
      403,
      "https_required",
      "Use https://. What you sent, key and all, travelled unencrypted.",
    );
  }
  if (request.url.length > MAX_URL_LENGTH) {
    throw new Invalid("url_too_long", `A URL may have at most ${MAX_URL_LENGTH} characters.`);
  }
  if (endpoint.auth === "partner") await authenticate(exchange, operation);
  const signedBody = mayBeSigned(exchange) ? await checkSignature(exchange) : null;
  if (endpoint.scope !== undefined && !scopeAllows(exchange, endpoint.scope)) {
    throw new Forbidden(
      "insufficient_scope",
      `This key may not do that: it lacks the scope ${endpoint.scope}.`,
    );
  }

  await limitBeforeBody(exchange);
  // Another's partner and a missing one are the same, and asking for them counts.
  if (exchange.person?.partnerId === null) throw new NotFound("partner");
  const body =
    endpoint.body === undefined ? null : await readBody(request, bodyLimitOf(endpoint), signedBody);
  await limitByBody(exchange, body !== null && "value" in body ? body.value : undefined);
  if (body !== null && "error" in body) throw body.error;

  if (body !== null) await takeTurn(body.text.length);
  const input = parseInput(operation, url, body?.value);
  const idempotent = idempotentCall(exchange, endpoint, body?.text ?? "");
  return idempotent === null
    ? run(exchange, operation, input, exchange.services.database.prisma)
    : runOnce(exchange, operation, input, idempotent);
}

/** A key or token must have the scope; a person who is signed in has a role, which the verb asks for. */
function scopeAllows({ credential, person }: Exchange, scope: Scope): boolean {
  if (credential !== null) return hasScope(credential, scope);
  return person === null || person.scopes === null || person.scopes.has(scope);
}

async function authenticate(exchange: Exchange, operation: Operation): Promise<void> {
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

/** Whether a call says that it is signed, or must be: nearly all are not, and pay no more than this for those that are. */
function mayBeSigned({ credential, request }: Exchange): boolean {
  return credential !== null && (credential.signatureRequired || request.headers.has("signature-input"));
}

/** Checks the signature, if it is one of ours, and returns the body that it vouches for: the bytes are read once. */
async function checkSignature(exchange: Exchange): Promise<Uint8Array | null> {
  const { credential, endpoint, request, services: api, startedAt: now, url } = exchange;
  if (credential === null) return null;
  const { headers, method } = request;
  return verifySignature(
    { db: api.database.prisma, signingKeys: api.signingKeys, appUrl: env().APP_URL, now },
    credential,
    {
      method,
      url,
      headers,
      hasBody:
        endpoint?.body !== undefined ||
        Number(headers.get("content-length")) > 0 ||
        headers.has("transfer-encoding"),
      readBody: async () => {
        await limitBeforeBody(exchange);
        return readBytes(request, endpoint === null ? undefined : bodyLimitOf(endpoint));
      },
    },
  );
}

type Body = { text: string; value: unknown } | { text: string; value?: undefined; error: unknown };

async function readBody(request: Request, maxBytes: number, bytes: Uint8Array | null): Promise<Body> {
  let text = "";
  try {
    text = await readJsonText(request, maxBytes, bytes);
    await takeTurn(text.length);
    return { text, value: parseJson(text) };
  } catch (error) {
    return { text, error };
  }
}

/** Whose limits a call takes from, and how much they may. */
function limitsFor({ credential, person, endpoint, address }: Exchange, limitClass: LimitClass) {
  if (credential !== null) return classLimits(limitClass, credential.holder, credential.limits);
  if (person === null) return { subject: `ip:${limitedAddress(address)}`, limits: PUBLIC_LIMITS };
  return endpoint?.billableUnits === undefined
    ? classLimits(limitClass, person.limitsHolder, PERSON_LIMITS)
    : { subject: `${person.limitsHolder}:scoring`, limits: PERSON_SCORING_LIMITS };
}

function batchPairsOf({ credential, person }: Exchange): number {
  if (credential !== null) return credential.batchPairs;
  return person === null ? 0 : PERSON_SCORING_LIMITS.batchPairs;
}

/**
 * Takes from the limit before anything of the body is read, so that a caller beyond it costs no more than that. How many
 * of the day's calls a batch takes, its body says: of the day it takes nothing yet, but there must be something left.
 */
async function limitBeforeBody(exchange: Exchange): Promise<void> {
  if (exchange.limited) return;
  exchange.limited = true;
  const countsBody = exchange.endpoint?.dayCost !== undefined;
  await limit(exchange, { minuteCost: 1, dayCost: countsBody ? 0 : 1 });
}

/** Takes what the body costs of the day, where it is not one call as usual. */
async function limitByBody(exchange: Exchange, body: unknown): Promise<void> {
  const dayCost = exchange.endpoint?.dayCost?.(body, batchPairsOf(exchange) || 1, exchange.url);
  if (dayCost !== undefined) await limit(exchange, { minuteCost: 0, dayCost });
}

/**
 * Takes both costs or neither. A call that takes nothing of the day yet needs a call of it all the same.
 * Throws LimitReached.
 */
async function limit(
  exchange: Exchange,
  { minuteCost, dayCost }: { minuteCost: number; dayCost: number },
): Promise<void> {
  if (!metered()) return;
  const { endpoint, services: api, startedAt: now } = exchange;
  const limitClass = endpoint?.limitClass ?? "management";
  const { subject, limits } = limitsFor(exchange, limitClass);
  let decision: Decision;
  try {
    decision = await api.limiter.take({ subject, limits, minuteCost, dayCost, now });
  } catch (error) {
    if (!(error instanceof Unavailable) || whenUnavailable(endpoint?.idempotent === true) === "refuse")
      throw error;
    exchange.log.warn(
      { requestId: exchange.requestId },
      "the limits' store does not answer; the call goes uncounted",
    );
    return;
  }
  for (const [name, value] of rateLimitHeaders(decision, now)) exchange.headers[name] = value;
  const { refusedBy, minute, day, retryAfterSeconds } = decision;
  const dayReached = (cost: number, waitSeconds: number) =>
    new LimitReached(
      "rate_limited_day",
      `The limit is ${day.limit} ${CLASS_WORDS[limitClass]} a UTC day; ${day.remaining} are left and this takes ${cost}.`,
      waitSeconds,
    );
  if (dayCost === 0 && day.remaining === 0) throw dayReached(1, day.resetSeconds);
  if (decision.allowed) return;
  throw refusedBy === "minute"
    ? new LimitReached(
        "rate_limited_minute",
        `The limit is ${minute.limit} ${CLASS_WORDS[limitClass]} a minute.`,
        retryAfterSeconds,
      )
    : dayReached(dayCost, retryAfterSeconds);
}

/** Checks path, query and body together, so that one reply names every bad field. */
function parseInput({ endpoint, path }: Operation, url: URL, body: unknown): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const errors = [
    [endpoint.params, () => path.match(url.pathname) ?? {}] as const,
    [endpoint.query, () => queryObject(url.searchParams)] as const,
    [endpoint.body, () => body] as const,
  ].flatMap(([schema, read]) => {
    if (schema === undefined) return [];
    const parsed = schema.safeParse(read());
    if (!parsed.success) return fieldErrors(parsed.error.issues);
    if (Array.isArray(parsed.data)) input[endpoint.bareArray ?? "items"] = parsed.data;
    else Object.assign(input, parsed.data);
    return [];
  });
  if (endpoint.query === undefined) {
    for (const name of new Set(url.searchParams.keys())) {
      errors.push({ path: name, message: "Is not a known parameter." });
    }
  }
  if (errors.length > 0) throw invalidInput(errors);
  return input;
}

function idempotentCall(exchange: Exchange, endpoint: Endpoint, text: string): IdempotentCall | null {
  const key = exchange.request.headers.get("idempotency-key");
  if (key === null || endpoint.idempotent !== true) return null;
  if (key === "" || key.length > MAX_KEY_LENGTH) {
    throw invalidInput([
      { path: "Idempotency-Key", message: `Must have from 1 to ${MAX_KEY_LENGTH} characters.` },
    ]);
  }
  return {
    ...holderOf(exchange),
    key,
    operation: `${endpoint.method} ${endpoint.path}`,
    content: `${exchange.url.pathname}${exchange.url.search}\n${text}`,
  };
}

/**
 * Whose idempotency keys these are. Who shows no credential is known by address and program only, so what they get to
 * see again is kept as long as retries take, and not for whoever comes to that address tomorrow.
 */
function holderOf({ credential, person, address, request }: Exchange): { holder: string; keptMs?: number } {
  const known = credential?.holder ?? person?.holder;
  if (known !== undefined) return { holder: known };
  const { headers } = request;
  const program = ["user-agent", "accept-language", "accept"].map((name) => headers.get(name) ?? "");
  const caller = sha256([address ?? "unknown", ...program].join("\n")).toString("base64url");
  return { holder: `anonymous:${caller}`, keptMs: ANONYMOUS_KEPT_MS };
}

function contextOf(exchange: Exchange, db: Context["db"]): ApiContext {
  const { credential, person } = exchange;
  const actor: Actor =
    credential === null ? (person?.actor ?? ANONYMOUS) : { type: "api_key", id: credential.keyId };
  return {
    requestId: exchange.requestId,
    actor,
    clock: { now: () => exchange.services.clock.now() },
    db,
    log: exchange.log,
    ip: truncateAddress(exchange.address) ?? undefined,
    // Verbs of public endpoints are typed without the five below and never see them.
    partnerId: credential?.partnerId ?? person?.partnerId ?? "",
    mode: credential?.mode ?? (person === null ? "test" : "live"),
    permissions: credential?.permissions ?? person?.permissions ?? NO_PERMISSIONS,
    pinnedModel: credential?.pinnedModel ?? null,
    batchPairs: batchPairsOf(exchange),
    limiter: exchange.services.limiter,
  };
}

async function run(
  exchange: Exchange,
  { endpoint, verb, write }: Operation,
  input: Record<string, unknown>,
  db: Context["db"],
): Promise<Outcome & { body: string | null }> {
  const reply = await verb(contextOf(exchange, db), input);
  return {
    status: endpoint.status,
    body: endpoint.status === 204 ? null : write(reply),
    contentType: "application/json",
    errorCode: null,
    units: endpoint.billableUnits?.(reply as never) ?? 0,
    recorded: false,
  };
}

/**
 * Runs a call under an Idempotency-Key: the verb's writes, the kept reply and the usage row commit together, so that
 * a process that dies leaves all of them or none, and a retry neither repeats the work nor pays for it twice.
 */
async function runOnce(
  exchange: Exchange,
  operation: Operation,
  input: Record<string, unknown>,
  call: IdempotentCall,
): Promise<Outcome> {
  const { prisma } = exchange.services.database;
  const outside = { ...contextOf(exchange, prisma), db: prisma };
  const claimed = await claim(outside, call);
  if (claimed.kind === "replay") {
    exchange.headers["Idempotent-Replayed"] = "true";
    const { status, body } = claimed;
    return { status, body, contentType: "application/json", errorCode: null, units: 0, recorded: false };
  }
  try {
    const before = operation.endpoint.asksVendor ? await run(exchange, operation, input, prisma) : null;
    return await prisma.$transaction(async (tx) => {
      const outcome = before ?? (await run(exchange, operation, input, tx));
      await keepReply(outside, tx, call, claimed.keyHash, outcome);
      if (metered()) await tx.apiCall.create({ data: callOf(exchange, outcome) });
      return { ...outcome, recorded: true };
    });
  } catch (error) {
    // If this fails too the key frees itself when its lock runs out.
    await release(outside, call, claimed.keyHash).catch(() => undefined);
    throw error;
  }
}

/** The measurement of what limits and usage cost switches them off; settings refuse that in production. */
function metered(): boolean {
  return !env().BENCH_WITHOUT_METERING;
}

async function record(exchange: Exchange, outcome: Outcome): Promise<void> {
  if (metered()) await exchange.services.recorder.record(callOf(exchange, outcome));
}

function callOf(exchange: Exchange, outcome: Outcome): Call {
  const { credential, endpoint, person, request } = exchange;
  return {
    requestId: exchange.requestId,
    occurredAt: exchange.startedAt,
    partnerId: credential?.partnerId ?? person?.partnerId ?? null,
    apiKeyId: credential?.keyId ?? null,
    // People's calls stand among the test calls: they are never billed (decision 0028).
    mode: credential?.mode ?? (person?.partnerId ? "test" : null),
    endpoint: endpoint?.path ?? "unmatched",
    method: request.method,
    status: outcome.status,
    errorCode: outcome.errorCode,
    durationUs: Math.round((performance.now() - exchange.started) * 1_000),
    units: outcome.units,
    billable: credential?.mode === "live" && outcome.units > 0 && outcome.status < 400,
    ip: truncateAddress(exchange.address),
    country: countryOf(request.headers),
    userAgent: request.headers.get("user-agent")?.slice(0, 200) ?? null,
  };
}

/** The country that a proxy of ours says the call comes from. Without one it is the caller's own word, and worth nothing. */
function countryOf(headers: Headers): string | null {
  if (env().TRUSTED_PROXY_HOPS === 0) return null;
  const country = headers.get("x-vercel-ip-country") ?? headers.get("cf-ipcountry");
  return country !== null && /^[A-Z]{2}$/.test(country) ? country : null;
}
