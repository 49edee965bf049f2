import type { IncomingMessage } from "node:http";
import { HttpProblem } from "@/lib/api/problem";
import { env } from "@/lib/platform/env";
import { isKnownHost } from "@/lib/platform/known-host";
import { malformedRequest } from "./protocol-problem";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const ABSOLUTE = /^https?:\/\//i;
const HEALTH = /^\/api\/health(?:[/?]|$)/;
const API = /^\/api(?:[/?]|$)/;

/** The Host that was found in order last: nearly every request names the same. */
let lastGoodHost = "";

/**
 * Checks what HTTP says of a request before any handler sees it, and brings it into the one form that handlers know: a
 * Host field, and a target that begins with a slash. Returns what is wrong with it, or null. `OPTIONS *` is left as it is.
 */
export function requestFault(request: IncomingMessage): HttpProblem | null {
  const target = request.url ?? "";
  const host = ABSOLUTE.test(target) ? takeAbsoluteTarget(request, target) : readHost(request);
  if (host instanceof HttpProblem) return host;
  if (host !== lastGoodHost) {
    if (!HOST.test(host)) return malformedRequest("The Host field is not a host.");
    if (!isKnownHost(host, env())) {
      const detail =
        "This host is not known here. Where stand-ins run (DEMO_MODE), ALLOWED_HOSTS names others.";
      return new HttpProblem(421, "unknown_host", detail);
    }
    lastGoodHost = host;
  }
  const { url = "", method = "" } = request;
  if (url === "*" && method === "OPTIONS") return null;
  if (!url.startsWith("/")) return malformedRequest("The target must begin with a slash.");
  if (HEALTH.test(url) && method !== "GET" && method !== "HEAD") {
    return new HttpProblem(405, "method_not_allowed", `Health takes GET and HEAD, not ${method}.`, {
      Allow: "GET, HEAD",
    });
  }
  if (API.test(url)) return null;
  if (!METHODS.includes(method)) {
    return new HttpProblem(405, "method_not_allowed", `No page takes ${method}.`, {
      Allow: METHODS.join(", "),
    });
  }
  return isDecodable(url) ? null : malformedRequest("The path holds a % that encodes nothing.");
}

/** The one Host field of a request; an old client that sends none means this server. */
function readHost(request: IncomingMessage): string | HttpProblem {
  let hosts = 0;
  const { rawHeaders } = request;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  if (hosts > 1) return malformedRequest("A request has one Host field, and this one has more.");
  const { host } = request.headers;
  if (host !== undefined) return host;
  if (request.httpVersion !== "1.0") return malformedRequest("The Host field is missing.");
  return setHost(request, new URL(env().APP_URL).host);
}

/** `GET http://host/path`: the host is the target's, whatever the Host field says (RFC 9112, section 3.2.2). */
function takeAbsoluteTarget(request: IncomingMessage, target: string): string | HttpProblem {
  if (!URL.canParse(target)) return malformedRequest("The target is no URL.");
  const own = readHost(request);
  if (own instanceof HttpProblem) return own;
  const { host } = new URL(target);
  const path = target.slice(target.indexOf("/", target.indexOf("//") + 2));
  request.url = target.indexOf("/", target.indexOf("//") + 2) === -1 ? "/" : path;
  return setHost(request, host);
}

function setHost(request: IncomingMessage, host: string): string {
  request.headers.host = host;
  const at = request.rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (at === -1) request.rawHeaders.push("Host", host);
  else request.rawHeaders[at + 1] = host;
  return host;
}

function isDecodable(url: string): boolean {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
