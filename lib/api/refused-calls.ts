import { limitedAddress } from "@/lib/api/client-address";
import { rateLimitHeaders } from "@/lib/partners/rate-limits/headers";
import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import { MemoryWindows } from "@/lib/partners/rate-limits/memory-limiter";
import { REFUSED_LIMITS, REFUSED_ROWS } from "@/lib/partners/rate-limits/refused-limits";
import { Forbidden, LimitReached, Unauthenticated } from "@/lib/platform/errors";
import type { Log } from "@/lib/platform/log";

interface Refused {
  /** Who was refused, where that is known: a partner's holder or a person's. */
  holder: string | null;
  address: string | null;
  now: Date;
}

/**
 * Counts a call that is refused for who makes it, and gives what it is answered with: the same error, or beyond the
 * limit LimitReached with its headers. Calls with a good key never come here, so nobody locks out a network.
 */
export async function countRefused(
  limiter: Limiter,
  error: unknown,
  { holder, address, now }: Refused,
): Promise<{ error: unknown; headers: Record<string, string> }> {
  if (!(error instanceof Unauthenticated || error instanceof Forbidden)) return { error, headers: {} };
  const subject = holder === null ? `refused:${limitedAddress(address)}` : `${holder}:refused`;
  const take = { subject, limits: REFUSED_LIMITS, minuteCost: 1, dayCost: 1, now };
  // Where nothing can be counted the refusal itself is the answer.
  const decision = await limiter.take(take).catch(() => null);
  if (decision === null || decision.allowed) return { error, headers: {} };
  const { refusedBy, retryAfterSeconds } = decision;
  const whose = holder === null ? "from your network" : "of yours";
  return {
    error: new LimitReached(
      refusedBy === "minute" ? "rate_limited_minute" : "rate_limited_day",
      `Too many calls ${whose} were refused. The last one was: ${error.message}`,
      retryAfterSeconds,
    ),
    headers: Object.fromEntries(rateLimitHeaders(decision, now)),
  };
}

const MINUTE_MS = 60_000;

/**
 * Chooses which refused calls of nobody's leave a row, so that a flood of them fills no table. Kept are the first of
 * each minute, by network and in all. Those left out are counted and told to the log.
 */
export class RefusedRows {
  readonly #log: Log;
  readonly #windows = new MemoryWindows(20_000);
  #minute = 0;
  #leftOut = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Whether this one leaves a row. */
  keep({ address, now }: Omit<Refused, "holder">): boolean {
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    if (minute !== this.#minute) this.#tell(minute);
    const kept =
      this.#takes(`network:${limitedAddress(address)}`, REFUSED_ROWS.perNetwork, now) &&
      this.#takes("all", REFUSED_ROWS.perProcess, now);
    if (!kept) this.#leftOut += 1;
    return kept;
  }

  #takes(subject: string, perMinute: number, now: Date): boolean {
    const limits = { perMinute, perDay: Number.MAX_SAFE_INTEGER };
    return this.#windows.take({ subject, limits, minuteCost: 1, dayCost: 0, now }).allowed;
  }

  #tell(minute: number): void {
    if (this.#leftOut > 0) this.#log.warn({ calls: this.#leftOut }, "refused calls of nobody's left no row");
    this.#leftOut = 0;
    this.#minute = minute;
  }
}
