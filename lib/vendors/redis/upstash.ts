import { Redis } from "@upstash/redis";

/**
 * Upstash's Redis over REST. Calls of one tick share one request; none lasts longer than `timeoutMs`, and none is
 * tried again by itself (a script that takes units must not run twice).
 */
export function connectUpstash({ url, token }: { url: string; token: string }, timeoutMs: number): Redis {
  return new Redis({
    url,
    token,
    enableAutoPipelining: true,
    enableTelemetry: false,
    readYourWrites: false,
    responseEncoding: false,
    // Not `retry: false`, which in 1.39 still tries twice.
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(timeoutMs),
  });
}
