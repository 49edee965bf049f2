import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyTooLarge, MAX_BODY_BYTES } from "@/lib/api/body";
import { HttpProblem } from "@/lib/api/problem";
import { env } from "@/lib/platform/env";
import { actionFault, MAX_ACTION_BYTES } from "./action-bodies";
import { malformedRequest, sendProblem } from "./protocol-problem";
import { type UploadTerms, uploadTermsOf } from "./upload-actions";

/** No page of ours is half as deep. Next's work for a path grows faster than its parts. */
const MAX_PATH_PARTS = 20;
/** No page of ours has a quarter as many. What Next does for each grows with how many there are. */
const MAX_QUERY_PARAMETERS = 100;
/** Signing in and out by next-auth's own routes takes a token and an address. */
const MAX_AUTH_BYTES = 16_384;
const MESSAGES = /^\/api\/webhooks\//;
const AUTH = /^\/api\/auth(?:[/?]|$)/;

/**
 * Holds what is sent to Next to what pages, actions and its routes take, before Next parses any of it. `next` is called
 * once it may read the request; everything else is answered here.
 */
export function admitToPages(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  // A proxy's word, which only a proxy of ours may say: Next takes it for the host that was asked.
  if (env().TRUSTED_PROXY_HOPS === 0) delete request.headers["x-forwarded-host"];
  const fault = headFault(request);
  if (fault !== null) {
    sendProblem(response, fault);
    return;
  }
  const { url = "", method } = request;
  const isMessage = MESSAGES.test(url);
  const isAuth = AUTH.test(url);
  const isAction = method === "POST" && !isMessage && !isAuth;
  const takes = isAction ? uploadTermsOf(one(request.headers["next-action"])) : null;
  const most = isAction ? (takes?.maxBytes ?? MAX_ACTION_BYTES) : isAuth ? MAX_AUTH_BYTES : MAX_BODY_BYTES;
  if (Number(request.headers["content-length"] ?? 0) > most) {
    sendProblem(response, bodyTooLarge(most));
    return;
  }
  if (isAction) holdBody(request, response, { most, takes }, next);
  else {
    capBody(request, response, most);
    next();
  }
}

/** What is wrong with a request to Next before its body has come. */
function headFault({ url = "", method, headers }: IncomingMessage): HttpProblem | null {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  let parts = 0;
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) parts += 1;
  if (parts > MAX_PATH_PARTS) return new HttpProblem(404, "unknown_route", "No page has so long a path.");
  if (url.split("&", MAX_QUERY_PARAMETERS + 1).length > MAX_QUERY_PARAMETERS)
    return malformedRequest(`A page takes at most ${MAX_QUERY_PARAMETERS} parameters.`);
  const { origin, host } = headers;
  // Next answers these with a 500 of its own.
  if (method !== "POST" || origin === undefined || AUTH.test(url) || MESSAGES.test(url)) return null;
  if (origin !== "null" && !URL.canParse(origin))
    return malformedRequest("The Origin field is not an origin.");
  const forwarded = one(headers["x-forwarded-host"])?.split(",", 1)[0]?.trim();
  if (origin !== "null" && new URL(origin).host === (forwarded || host)) return null;
  return new HttpProblem(403, "cross_site_request", "Forms are taken from this site’s own pages only.");
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Refuses a body as soon as more has come than it may have, where it did not say so before. */
function capBody(request: IncomingMessage, response: ServerResponse, most: number): void {
  const push = request.push.bind(request);
  let size = 0;
  request.push = (chunk: Buffer | null, encoding) => {
    size += chunk?.length ?? 0;
    if (size <= most) return push(chunk, encoding);
    sendProblem(response, bodyTooLarge(most));
    // Read on and thrown away, until the connection ends.
    return chunk !== null;
  };
}

/** Lets Next have a request to an action or page once all of its body has come and can be read. */
function holdBody(
  request: IncomingMessage,
  response: ServerResponse,
  { most, takes }: { most: number; takes: UploadTerms | null },
  next: () => void,
): void {
  const push = request.push.bind(request);
  const chunks: Buffer[] = [];
  let size = 0;
  request.push = (chunk: Buffer | null) => {
    size += chunk?.length ?? 0;
    if (size > most) {
      chunks.length = 0;
      sendProblem(response, bodyTooLarge(most));
    } else if (chunk !== null) chunks.push(chunk);
    else void release(Buffer.concat(chunks));
    return chunk !== null;
  };
  const release = async (body: Buffer<ArrayBuffer>) => {
    const actionId = one(request.headers["next-action"]);
    const contentType = request.headers["content-type"];
    const fault = await actionFault({ actionId, contentType, takes }, body);
    if (fault !== null) {
      sendProblem(response, fault);
      return;
    }
    request.push = push;
    if (body.length > 0) push(body);
    push(null);
    next();
  };
}
