import type { Socket } from "node:net";
import { clientAddress, limitedAddress } from "@/lib/api/client-address";
import { HttpProblem } from "@/lib/api/problem";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { rawProblem } from "./protocol-problem";

/** How long, and for how many bytes, a connection that was answered is still read from. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 8_388_608;
const LINGER_CHECK_MS = 250;
/** A flood of connections is one line in the log, not thousands. */
const WARN_EVERY_MS = 60_000;

const ending = new WeakSet<Socket>();

/** Whether a connection has had its last answer. */
export function isEnding(socket: Socket): boolean {
  return ending.has(socket);
}

/**
 * Ends a connection so that the last answer arrives: our side closes at once, and what the client still sends is read
 * and thrown away for a moment. Closed with bytes unread, the kernel would reset the connection, and the client would
 * see that in place of the answer (RFC 9112, section 9.6).
 */
export function closeGently(socket: Socket, lastWords?: string): void {
  if (ending.has(socket) || socket.destroyed) return;
  ending.add(socket);
  const readBefore = socket.bytesRead;
  const started = performance.now();
  if (lastWords === undefined) socket.end();
  else socket.end(lastWords);
  socket.once("end", () => socket.destroySoon());
  const timer = setInterval(() => {
    if (performance.now() - started > LINGER_MS || socket.bytesRead - readBefore > LINGER_BYTES)
      socket.destroy();
  }, LINGER_CHECK_MS);
  socket.once("close", () => clearInterval(timer));
  // Node closes a connection after its last reply by this; it would not wait for the client.
  socket.destroySoon = () => {
    if (socket.readableEnded && socket.writableFinished) socket.destroy();
  };
}

/** How many connections each address has open to this process; IPv6 counts by its /64. */
export class ConnectionCounts {
  readonly #counts = new Map<string, number>();
  readonly #most: number;
  #warnedAt = Number.NEGATIVE_INFINITY;

  /** `most` 0: any number. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts a connection until it closes. Beyond the cap it is told so and ended; far beyond it, only ended. */
  admit(socket: Socket): boolean {
    if (this.#most === 0) return true;
    const address = limitedAddress(clientAddress(new Headers(), socket.remoteAddress, 0));
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    socket.once("close", () => {
      const left = (this.#counts.get(address) ?? 1) - 1;
      if (left === 0) this.#counts.delete(address);
      else this.#counts.set(address, left);
    });
    if (count <= this.#most) return true;
    this.#warn();
    if (count > 2 * this.#most) socket.destroy();
    else closeGently(socket, rawProblem(tooManyConnections(this.#most)));
    return false;
  }

  /** How many addresses have a connection open. */
  get size(): number {
    return this.#counts.size;
  }

  #warn(): void {
    const now = performance.now();
    if (now - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = now;
    log().warn(
      { cap: env().MAX_CONNECTIONS_PER_ADDRESS },
      "an address has too many connections open; behind a proxy set TRUSTED_PROXY_HOPS or MAX_CONNECTIONS_PER_ADDRESS",
    );
  }
}

function tooManyConnections(most: number): HttpProblem {
  return new HttpProblem(
    429,
    "too_many_connections",
    `Your address has more than ${most} connections open. Close those that are idle, or use them again.`,
    { "Retry-After": "1" },
  );
}
