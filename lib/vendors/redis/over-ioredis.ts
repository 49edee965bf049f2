import { Redis as UpstashRedis } from "@upstash/redis";
import { Redis } from "ioredis";

export interface RedisConnection {
  /** The commands of `@upstash/redis`, sent over this connection. */
  redis: UpstashRedis;
  close(): void;
}

/**
 * Any Redis (`redis://`, `rediss://`) with the interface of `@upstash/redis`, whose HTTP transport is replaced by an
 * ioredis connection. Commands of one tick share one write.
 *
 * It fails at once rather than queue: while there is no connection, commands reject; a connection on which nothing
 * has come back for `timeoutMs` is cut, and everything in flight rejects and is not sent again (a script that
 * takes units must not run twice). It goes on reconnecting, at least once a second, until closed. Commands given
 * before the first attempt to connect has ended wait for that.
 */
export function connectRedis(url: string, timeoutMs: number): RedisConnection {
  const connection = new Redis(url, {
    enableAutoPipelining: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
    // A primary that has become a replica: reconnect, to be led to the new one.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
  });
  let lastError: Error | undefined;
  // Without a listener ioredis prints every failed attempt. The callers learn of it: their commands reject.
  connection.on("error", (error: Error) => {
    lastError = error;
  });
  let opening: Promise<void> | null = new Promise((resolve) => {
    const ended = () => {
      opening = null;
      resolve();
    };
    connection.once("ready", ended);
    connection.once("close", ended);
  });

  const redis = new UpstashRedis({
    request: async <T>({ body }: { body?: unknown }) => {
      if (!Array.isArray(body)) throw new TypeError("A Redis command is an array.");
      if (opening !== null) await opening;
      if (connection.status !== "ready")
        throw new Error("There is no connection to Redis.", { cause: lastError });
      const [command, ...args] = body;
      return { result: (await connection.call(String(command), args)) as T };
    },
  });
  return { redis, close: () => connection.disconnect() };
}
