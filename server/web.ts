import cluster from "node:cluster";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { livenessReply, readinessReply } from "@/lib/api/health";
import { pathOf } from "@/lib/api/paths";
import { lendResponseClass } from "@/lib/api/response-class";
import { closeServices } from "@/lib/api/services";
import { closeDatabase } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { findHandler } from "./routes";

/** How long running requests may take to end once the process was told to stop. */
const DRAIN_MS = 20_000;
/** Longer than a load balancer keeps its idle connections, so that it never picks one we are closing. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Makes the listener, and lends our handlers the adapter's light Response. The adapter would put its classes in place
 * of the global ones; those are put back at once, because Next lives in this process and brings its own ideas of them.
 */
function makeFastPath(): ReturnType<typeof getRequestListener> {
  const { Request: NativeRequest, Response: NativeResponse } = globalThis;
  const listener = getRequestListener((request, { incoming }) =>
    answerApi(request, incoming.socket.remoteAddress),
  );
  lendResponseClass(globalThis.Response);
  Object.defineProperty(globalThis, "Request", { value: NativeRequest });
  Object.defineProperty(globalThis, "Response", { value: NativeResponse });
  return listener;
}

function answerApi(request: Request, remoteAddress: string | undefined): Response | Promise<Response> {
  const pathname = pathOf(request.url);
  if (pathname === "/api/health/live") return livenessReply();
  if (pathname === "/api/health" || pathname === "/api/health/ready") return readinessReply();
  return findHandler(request.method, pathname)(request, { remoteAddress });
}

/** Whether our own handlers answer a path; everything else is Next's. */
function isApi(url: string | undefined): boolean {
  return url !== undefined && (url.startsWith("/api/v1/") || url.startsWith("/api/health"));
}

/**
 * Starts one web process: `/api/v1` and `/api/health` on plain handlers, everything else through Next.
 * Returns the port it listens on and how to stop it.
 */
export async function startWeb(): Promise<{ port: number; stop(): Promise<void> }> {
  const { PORT, HOST } = env();
  const fastPath = makeFastPath();
  const app = next({ dev: false, dir: process.cwd(), port: PORT, hostname: HOST ?? "localhost" });
  await app.prepare();
  const pages = app.getRequestHandler();
  const answering = new Answering();
  const listener: RequestListener = (request, response) => {
    answering.add(response);
    if (isApi(request.url)) void fastPath(request, response);
    else void pages(withRemoteAddress(request), response);
  };
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 60_000, maxHeaderSize: 16_384 },
    listener,
  );
  server.on("clientError", (_error, socket) => {
    if (socket.writable)
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(PORT, HOST, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : PORT,
    stop: () => stop(server, answering, () => app.close()),
  };
}

/** Next learns the caller's address from X-Forwarded-For; without proxies of ours that is the socket's, not the caller's word. */
function withRemoteAddress(request: IncomingMessage): IncomingMessage {
  if (env().TRUSTED_PROXY_HOPS === 0) request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  return request;
}

/** The replies that are being made: once told to stop, each ends its connection, so that clients go elsewhere. */
class Answering {
  readonly #open = new Set<ServerResponse>();
  #stopping = false;

  add(response: ServerResponse): void {
    if (this.#stopping) response.setHeader("Connection", "close");
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
  }

  stop(): void {
    this.#stopping = true;
    for (const response of this.#open) if (!response.headersSent) response.setHeader("Connection", "close");
  }
}

async function stop(server: Server, answering: Answering, closeNext: () => Promise<void>): Promise<void> {
  answering.stop();
  const closed = once(server, "close");
  // In a cluster the primary closes the port for all its processes, so that no connection is lost between them.
  if (cluster.isPrimary) server.close();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
  await closeNext().catch((error) => log().warn({ err: error }, "Next did not close cleanly"));
  await closeServices();
  await closeDatabase();
}
