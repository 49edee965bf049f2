import cluster from "node:cluster";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { saveRequest } from "@/app/(site)/assessment/answers/save-request";
import { livenessReply, readinessReply } from "@/lib/api/health";
import { pathOf } from "@/lib/api/paths";
import { lendResponseClass } from "@/lib/api/response-class";
import { securityHeaders } from "@/lib/api/security-headers";
import { closeServices, endStreams } from "@/lib/api/services";
import { loadPasswordLists } from "@/lib/identity/accounts/assert-strong-password";
import { closeDatabase } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { createHttpServer } from "./http-server";
import { admitToPages } from "./page-requests";
import { findHandler } from "./routes";
import { openStaticFiles } from "./static-files";

/** How long running requests may take to end once the process was told to stop. */
const DRAIN_MS = 20_000;

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
  if (pathname === ANSWERS_PATH) return saveRequest(request, { remoteAddress });
  if (pathname === "/api/health/live") return livenessReply();
  if (pathname === "/api/health" || pathname === "/api/health/ready") return readinessReply();
  return findHandler(request.method, pathname)(request, { remoteAddress });
}

/** The one address of pages that is asked for with every answer. */
const ANSWERS_PATH = "/assessment/answers";

/** Whether our own handlers answer a request; everything else is Next's. */
function isOurs({ url = "", method }: IncomingMessage): boolean {
  if (url.startsWith("/api/v1/") || url.startsWith("/api/health")) return true;
  return method === "POST" && url.split("?", 1)[0] === ANSWERS_PATH;
}

/**
 * Starts one web process: `/api/v1`, `/api/health` and the saving of answers on plain handlers, everything else through Next.
 * Returns the port it listens on and how to stop it.
 */
export async function startWeb(): Promise<{ port: number; stop(): Promise<void> }> {
  const { PORT, HOST, WEB_PROCESSES } = env();
  const fastPath = makeFastPath();
  const app = next({
    dev: false,
    dir: process.cwd(),
    port: PORT,
    hostname: HOST ?? "localhost",
    // Next listens for upgrades on the server it is told of, and leaves those connections open for ever. On one that is
    // never opened it hears of none, and Node answers a request that asks for an upgrade like any other.
    httpServer: createServer(),
  });
  await app.prepare();
  await loadPasswordLists();
  const pages = app.getRequestHandler();
  const staticFiles = await openStaticFiles(join(process.cwd(), process.env.NEXT_DIST_DIR ?? ".next"));
  const answering = new Answering();
  const server = createHttpServer((request, response) => {
    answering.add(response);
    if (isOurs(request)) {
      void fastPath(request, response);
      return;
    }
    admitToPages(request, response, () => {
      addSecurityHeaders(response);
      if (!staticFiles(request, response)) void pages(withRemoteAddress(request), response);
    });
  }, WEB_PROCESSES ?? availableParallelism());
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

/** Files, redirects and errors of Next's bear no headers of ours: each gets those that it lacks, just before it is sent. */
function addSecurityHeaders(response: ServerResponse): void {
  const headers = securityHeaders();
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    for (const [name, value] of Object.entries(headers)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    return writeHead(...head);
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
  endStreams();
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
