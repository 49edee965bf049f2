import { clientAddress } from "@/lib/api/client-address";
import {
  acceptedEncoding,
  COMPRESSED_FROM_BYTES,
  compressBytes,
  compressStream,
} from "@/lib/api/compression";
import { corsHeaders } from "@/lib/api/cors";
import type { Endpoint } from "@/lib/api/endpoint";
import { type Fault, faultOf, problemOf } from "@/lib/api/problem";
import { countRefused } from "@/lib/api/refused-calls";
import { makeResponse } from "@/lib/api/response-class";
import { securityHeaders } from "@/lib/api/security-headers";
import { type Connection, contextOf, type Exchange, NO_TERMS, type Outcome } from "@/lib/api/serve/exchange";
import { callOf, metered, record } from "@/lib/api/serve/record-call";
import { services } from "@/lib/api/services";
import { env } from "@/lib/platform/env";
import { Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { recordRefusal } from "@/lib/platform/security-events";

/** Characters. */
const LONG_REPLY = 4_096;

/** Runs `work` as one exchange: gives it its id and context, and turns what it returns or throws into the reply. */
export async function answer(
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
    stop: null,
    terms: NO_TERMS,
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
    exchange.stop?.abort();
    const error = await limitRefused(exchange, thrown);
    outcome = refusal(exchange, faultOf(error), error);
    if (!(error instanceof Unavailable && error.code === "usage_unavailable")) {
      if (metered() && leavesRow(exchange, outcome)) api.recorder.note(callOf(exchange, outcome));
    }
  }
  return respond(exchange, outcome, compressesItself(connection));
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
export function commonHeaders(request: Request, requestId: string): Record<string, string> {
  return {
    "Request-Id": requestId,
    "Cache-Control": "no-store",
    ...securityHeaders(),
    ...corsHeaders(request),
  };
}

/** Next gives its routes `params`, and compresses what they answer; what comes compressed it would compress again. */
function compressesItself(connection: Connection | undefined): boolean {
  return connection !== undefined && "params" in connection;
}

async function respond(exchange: Exchange, outcome: Outcome, hostCompresses: boolean): Promise<Response> {
  const headers = { ...commonHeaders(exchange.request, exchange.requestId), ...exchange.headers };
  const { body, contentType, status } = outcome;
  if (body !== null) headers["Content-Type"] = contentType;
  if (body === null || hostCompresses || !isWorthCompressing(body, contentType))
    return makeResponse(body, status, headers);
  headers.Vary = headers.Vary === undefined ? "Accept-Encoding" : `${headers.Vary}, Accept-Encoding`;
  const encoding = acceptedEncoding(exchange.request.headers.get("accept-encoding"));
  if (encoding === null) return makeResponse(body, status, headers);
  headers["Content-Encoding"] = encoding;
  const compressed =
    body instanceof ReadableStream ? compressStream(body, encoding) : await compressBytes(body, encoding);
  return makeResponse(compressed, status, headers);
}

/** Files are compressed as they are, and events must not wait for others. */
function isWorthCompressing(body: NonNullable<Outcome["body"]>, contentType: string): boolean {
  if (body instanceof ReadableStream) return contentType.startsWith("text/csv");
  return body.length >= COMPRESSED_FROM_BYTES && contentType.startsWith("application/json");
}
