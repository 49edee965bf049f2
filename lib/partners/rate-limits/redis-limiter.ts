import { Ratelimit, type RatelimitConfig } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import {
  type Counts,
  checkCosts,
  DAY_MS,
  type Decision,
  decide,
  type Limiter,
  MINUTE_MS,
  readCounts,
  type Take,
} from "@/lib/partners/rate-limits/decision";
import { limiterUnavailable } from "@/lib/partners/rate-limits/fail-policy";
import { takeBothScript, takeBothSha } from "@/lib/partners/rate-limits/take-both";

/** How much longer than its day a day's key lives, for instances whose clock is behind. */
const DAY_GRACE_MS = 3_600_000;

type Algorithm = RatelimitConfig["limiter"];

export interface RedisLimiterOptions {
  kind: "redis" | "upstash";
  /** `@upstash/redis`, over Upstash's REST or over any Redis: see `lib/vendors/redis`. */
  redis: Redis;
  close: () => void | Promise<void>;
  /** What the keys begin with. Installations that share one Redis need different ones. */
  prefix?: string;
  /** How long a take may last before it is given up as Unavailable. */
  timeoutMs?: number;
}

/** Counts in a Redis that all instances share. Each take is one script: one round trip, one atomic step. */
export class RedisLimiter implements Limiter {
  readonly kind: "redis" | "upstash";
  readonly #redis: Redis;
  readonly #close: () => void | Promise<void>;
  readonly #prefix: string;
  readonly #timeoutMs: number;
  #closed = false;

  constructor({ kind, redis, close, prefix = "soulmate:limits", timeoutMs = 1_000 }: RedisLimiterOptions) {
    this.kind = kind;
    this.#redis = redis;
    this.#close = close;
    this.#prefix = prefix;
    this.#timeoutMs = timeoutMs;
  }

  async take(take: Take): Promise<Decision> {
    checkCosts(take);
    let counts: Counts | undefined;
    const ratelimit = new Ratelimit({
      redis: this.#redis,
      prefix: this.#prefix,
      limiter: bothWindows(take, (found) => {
        counts = found;
      }),
      // Each of these would answer without asking the store, or write to it besides our script: its timeout lets
      // every call pass, its cache refuses calls that fit the other window.
      timeout: 0,
      ephemeralCache: false,
      analytics: false,
      enableProtection: false,
      dynamicLimits: false,
      enableTelemetry: false,
    });
    await this.#answer(ratelimit.limit(hashTag(take.subject)));
    if (counts === undefined) throw limiterUnavailable();
    return decide(take, counts);
  }

  async ping(): Promise<void> {
    await this.#answer(this.#redis.ping());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#close();
  }

  /** The store's answer, or Unavailable where it fails or takes too long. */
  #answer<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(limiterUnavailable()), this.#timeoutMs);
      answer.then(
        (value) => {
          clearTimeout(timer);
          if (this.#closed) reject(limiterUnavailable());
          else resolve(value);
        },
        (cause: unknown) => {
          clearTimeout(timer);
          reject(limiterUnavailable(cause));
        },
      );
    });
  }
}

/** Redis Cluster places a key by what stands in braces: all keys of a subject lie together. */
function hashTag(subject: string): string {
  return `{${subject}}`;
}

/**
 * Both windows as an algorithm of `@upstash/ratelimit`. It is made for one call: the class hands an algorithm a key
 * and one number, while a take has two costs, its subject's own limits and its own time; and the class's reply has
 * room for one window, so the counts of both go to `found`.
 */
function bothWindows(take: Take, found: (counts: Counts) => void): Algorithm {
  const nowMs = take.now.getTime();
  const minute = Math.floor(nowMs / MINUTE_MS);
  const day = Math.floor(nowMs / DAY_MS);
  const dayEndMs = (day + 1) * DAY_MS;
  const keysOf = (key: string): string[] => [
    `${key}:m:${minute - 1}`,
    `${key}:m:${minute}`,
    `${key}:m:${minute + 1}`,
    `${key}:d:${day}`,
  ];
  const run = async (redis: Redis, key: string, minuteCost: number, dayCost: number): Promise<Counts> => {
    const leftMs = MINUTE_MS - (nowMs % MINUTE_MS);
    const dayTtlMs = dayEndMs - nowMs + DAY_GRACE_MS;
    const args = [take.limits.perMinute, take.limits.perDay, minuteCost, dayCost, leftMs, dayTtlMs];
    const reply = await runScript(redis, keysOf(key), args);
    const counts = Array.isArray(reply) ? readCounts(reply) : null;
    if (counts === null) throw new TypeError("The rate limiting script gave an unknown reply.");
    return counts;
  };
  return () => ({
    limit: async ({ redis }, key) => {
      const counts = await run(redis, key, take.minuteCost, take.dayCost);
      found(counts);
      const { limit, remaining, resetSeconds } = decide(take, counts).minute;
      const reset = nowMs + resetSeconds * 1_000;
      return { success: counts.allowed, limit, remaining, reset, pending: Promise.resolve() };
    },
    getRemaining: async ({ redis }, key) => {
      const counts = await run(redis, key, 0, 0);
      const { limit, remaining, resetSeconds } = decide(
        { ...take, minuteCost: 0, dayCost: 0 },
        counts,
      ).minute;
      return { limit, remaining, reset: nowMs + resetSeconds * 1_000 };
    },
    resetTokens: async ({ redis }, key) => {
      await redis.del(...keysOf(key));
    },
  });
}

/** Runs the script by its hash, and by its text where Redis does not know it yet (new, restarted, flushed). */
async function runScript(redis: Redis, keys: string[], args: number[]): Promise<unknown> {
  try {
    return await redis.evalsha(takeBothSha, keys, args);
  } catch (error) {
    if (!String(error).includes("NOSCRIPT")) throw error;
    return await redis.eval(takeBothScript, keys, args);
  }
}
