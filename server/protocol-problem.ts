import { type ServerResponse, STATUS_CODES } from "node:http";
import { faultOf, HttpProblem, problemOf } from "@/lib/api/problem";
import { securityHeaders } from "@/lib/api/security-headers";
import { newId } from "@/lib/platform/ids";

/** A problem with the HTTP message itself, which no handler of ours gets to see. The connection ends with it. */
function renderProblem(problem: HttpProblem): {
  status: number;
  body: string;
  headers: Record<string, string>;
} {
  const requestId = newId();
  const fault = faultOf(problem);
  const body = JSON.stringify(problemOf(fault, requestId));
  return {
    status: fault.status,
    body,
    headers: {
      "Content-Type": "application/problem+json",
      "Content-Length": String(Buffer.byteLength(body)),
      "Request-Id": requestId,
      "Cache-Control": "no-store",
      ...securityHeaders(),
      ...fault.headers,
      Connection: "close",
    },
  };
}

/** Answers with a problem in place of a handler. */
export function sendProblem(response: ServerResponse, problem: HttpProblem): void {
  if (response.headersSent) return;
  const { status, headers, body } = renderProblem(problem);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, headers);
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** The same as it goes over the wire, where there is no request to answer yet. */
export function rawProblem(problem: HttpProblem): string {
  const { status, headers, body } = renderProblem(problem);
  const lines = Object.entries({ ...headers, Date: new Date().toUTCString() }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n");
}

/** What a connection is told when Node cannot go on with it. */
export function problemOfBrokenRequest(error: Error & { code?: string }): HttpProblem {
  switch (error.code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new HttpProblem(408, "request_timeout", "The request did not come to its end in time.");
    case "HPE_HEADER_OVERFLOW":
      return new HttpProblem(431, "headers_too_large", "The headers may have at most 16 kB together.");
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return new HttpProblem(413, "body_too_large", "The extensions of the body's chunks are too long.");
    default:
      return malformedRequest("The request is not HTTP/1.1, or its chunks are not what they say.");
  }
}

export function malformedRequest(detail: string): HttpProblem {
  return new HttpProblem(400, "malformed_request", detail);
}
