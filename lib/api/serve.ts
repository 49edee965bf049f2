import { preflightHeaders } from "@/lib/api/cors";
import type { Domain } from "@/lib/api/domain";
import type { Endpoint, HttpMethod, Route, ServedVerb } from "@/lib/api/endpoint";
import { compilePath } from "@/lib/api/paths";
import { HttpProblem } from "@/lib/api/problem";
import { makeResponse } from "@/lib/api/response-class";
import { answer, commonHeaders } from "@/lib/api/serve/answer";
import { authenticate, scopeAllows } from "@/lib/api/serve/authenticate";
import { checkSignature, mayBeSigned } from "@/lib/api/serve/check-signature";
import type { EndpointHandler, Exchange, Handler, Operation, Outcome } from "@/lib/api/serve/exchange";
import { limitBeforeBody, limitByBody } from "@/lib/api/serve/limits";
import { readBody } from "@/lib/api/serve/read-body";
import { parseInput } from "@/lib/api/serve/read-input";
import { termsOf } from "@/lib/api/serve/reply-terms";
import { idempotentCall, run, runOnce } from "@/lib/api/serve/run-verb";
import { replyWriter } from "@/lib/api/serve/write-reply";
import { takeTurn } from "@/lib/api/turns";
import { env } from "@/lib/platform/env";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

const MAX_URL_LENGTH = 8_192;

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

function prepare(endpoint: Endpoint, verb: ServedVerb): Operation {
  return { endpoint, verb, path: compilePath(endpoint.path), write: replyWriter(endpoint) };
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
  // What is made while it is sent is not made at all.
  if (response.headers.get("content-length") === null) void response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}

/** The handlers by method of one path of a domain, for the route file that Next mounts. */
export function handlersAt(domain: Domain, path: string): ReturnType<typeof mount> {
  const routes = (domain.routes ?? []).filter(({ endpoint }) => endpoint.path === path);
  return mount(...routes.map(serve));
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
  await authenticate(exchange, operation);
  const signedBody = mayBeSigned(exchange) ? await checkSignature(exchange) : null;
  if (endpoint.scope !== undefined && !scopeAllows(exchange, endpoint.scope)) {
    throw new Forbidden(
      "insufficient_scope",
      `This key may not do that: it lacks the scope ${endpoint.scope}.`,
    );
  }

  await limitBeforeBody(exchange);
  // Another's partner and a missing one are the same, and asking for them counts.
  if (endpoint.auth === "partner" && exchange.person?.partnerId === null) throw new NotFound("partner");
  const { body: shape } = endpoint;
  const body = shape === undefined ? null : await readBody(request, endpoint, shape, signedBody);
  await limitByBody(exchange, body !== null && "value" in body ? body.value : undefined);
  if (body !== null && "error" in body) throw body.error;

  if (body !== null) await takeTurn(body.text.length);
  const input = parseInput(operation, url, body?.value);
  exchange.terms = termsOf(exchange, endpoint);
  const idempotent = idempotentCall(exchange, endpoint, body?.text ?? "");
  return idempotent === null
    ? run(exchange, operation, input, exchange.services.database.prisma)
    : runOnce(exchange, operation, input, idempotent);
}
