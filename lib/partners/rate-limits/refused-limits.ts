import type { Limits } from "@/lib/partners/rate-limits/limiter";

/**
 * How many calls a network, or the holder of a known key, may have refused for who they are (401, 403) before the
 * answer is 429. A program with a wrong key is told plainly, and a guesser is slowed down.
 */
export const REFUSED_LIMITS: Limits = { perMinute: 240, perDay: 10_000 };

/**
 * Of calls that are refused and belong to no partner, so many leave a row a minute: of one network, and of a process's
 * calls together. The rest is counted in the log.
 */
export const REFUSED_ROWS = { perNetwork: 60, perProcess: 600 } as const;
