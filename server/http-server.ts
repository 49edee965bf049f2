import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { HttpProblem } from "@/lib/api/problem";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { largestBodyOf } from "./largest-body";
import { problemOfBrokenRequest, rawProblem, sendProblem } from "./protocol-problem";
import { requestFault } from "./request-rules";
import { ConnectionCounts, closeGently, isEnding } from "./sockets";

/** Longer than a load balancer keeps its idle connections, so that it never picks one we are closing. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16_384;
/** How often Node looks for requests that take too long to come. */
const TIMEOUT_CHECK_MS = 1_000;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A server that answers whatever comes in over its sockets as HTTP says, each with a request id and a problem, before
 * a handler has to: broken and unfinished messages, targets and hosts that cannot be, too many connections. `webProcesses`
 * share each address's connections, because the primary deals them out in turn.
 */
export function createHttpServer(listener: Listener, webProcesses: number): Server {
  const { HEADERS_TIMEOUT_SECONDS, MAX_CONNECTIONS_PER_ADDRESS, REQUEST_TIMEOUT_SECONDS } = env();
  const counts = new ConnectionCounts(Math.ceil(MAX_CONNECTIONS_PER_ADDRESS / webProcesses));
  const server = createServer({
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: Math.min(HEADERS_TIMEOUT_SECONDS, REQUEST_TIMEOUT_SECONDS) * 1_000,
    requestTimeout: REQUEST_TIMEOUT_SECONDS * 1_000,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Checked by `requestFault`, which answers with more than an empty 400.
    requireHostHeader: false,
  });
  const answer: Listener = (request, response) => {
    if (isEnding(request.socket)) return;
    const fault = requestFault(request);
    if (fault !== null) sendProblem(response, fault);
    else if (request.url === "*") answerForServer(response);
    else listener(request, response);
  };
  server.on("request", answer);
  server.on("connection", (socket) => {
    socket.destroySoon = () => closeGently(socket);
    counts.admit(socket);
  });
  // What would be refused by its length is not asked for.
  server.on("checkContinue", (request, response) => {
    if (!(Number(request.headers["content-length"]) > largestBodyOf(request))) response.writeContinue();
    answer(request, response);
  });
  server.on("checkExpectation", (_request, response) => {
    sendProblem(
      response,
      new HttpProblem(417, "expectation_failed", "Expect can be 100-continue and nothing else."),
    );
  });
  server.on("connect", (_request, socket) => {
    const detail = "This is no proxy: it takes no CONNECT.";
    // Node calls it a Duplex; it is the connection.
    closeGently(
      socket as Socket,
      rawProblem(new HttpProblem(405, "method_not_allowed", detail, { Allow: "GET" })),
    );
  });
  server.on("clientError", (error, socket) => {
    const connection = socket as Socket & { _httpMessage?: ServerResponse | null };
    if (isEnding(connection)) return;
    // An answer that has begun cannot be followed by another.
    if (!socket.writable || connection._httpMessage?.headersSent === true) connection.destroy();
    else closeGently(connection, rawProblem(problemOfBrokenRequest(error)));
  });
  return server;
}

/** `OPTIONS *`: what the server as a whole takes. */
function answerForServer(response: ServerResponse): void {
  response.writeHead(204, {
    Allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "Request-Id": newId(),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end();
}
