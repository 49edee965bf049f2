import cluster from "node:cluster";
import type { Limiter } from "@/lib/partners/rate-limits/decision";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import { PrimaryLimiter } from "@/lib/partners/rate-limits/primary-limiter";
import { RedisLimiter } from "@/lib/partners/rate-limits/redis-limiter";
import { connectRedis } from "@/lib/vendors/redis/over-ioredis";
import { connectUpstash } from "@/lib/vendors/redis/upstash";

export type { Decision, Limiter, Limits } from "@/lib/partners/rate-limits/decision";

/** The longest a take waits for a Redis before it is given up as Unavailable. */
const REDIS_TIMEOUT_MS = 1_000;

export interface LimiterOptions {
  /** Any Redis: `redis://…` or, with TLS, `rediss://…`. Goes before `upstash`. */
  redisUrl?: string;
  /** Upstash's REST address and token. */
  upstash?: { url: string; token: string };
  /** What the keys in Redis begin with; installations that share one Redis need different ones. */
  prefix?: string;
}

/**
 * The limiter of this process: in the Redis that is named; else, in a worker of a `node:cluster`, in its primary
 * (which must run `serveLimiter`); else in this process's own memory. Connects in the background: a store that is
 * away at the start is found by `ping` and `take`, and used as soon as it is there.
 */
export function createLimiter({ redisUrl, upstash, prefix }: LimiterOptions = {}): Limiter {
  if (redisUrl !== undefined) {
    const { redis, close } = connectRedis(redisUrl, REDIS_TIMEOUT_MS);
    return new RedisLimiter({ kind: "redis", redis, close, prefix, timeoutMs: REDIS_TIMEOUT_MS });
  }
  if (upstash !== undefined) {
    const redis = connectUpstash(upstash, REDIS_TIMEOUT_MS);
    return new RedisLimiter({ kind: "upstash", redis, close: () => {}, prefix, timeoutMs: REDIS_TIMEOUT_MS });
  }
  if (cluster.isWorker) return new PrimaryLimiter();
  return new MemoryLimiter();
}
