import type { Decision, Limits } from "@/lib/partners/rate-limits/decision";
import { decide } from "@/lib/partners/rate-limits/decision";
import { MemoryWindows } from "@/lib/partners/rate-limits/memory-limiter";

/**
 * What one network may ask of our pages, in units: every page is made for its request, so a flood of them costs us
 * work. A process allows 1,500 whole pages a minute, which no office reaches.
 */
export const PAGE_LIMITS: Limits = { perMinute: 6_000, perDay: 1_000_000 };

/** A whole page costs so many units. What a page fetches by itself, and what is sent to an action, costs one. */
export const PAGE_COST = 4;

/** Counts in this process's memory: a page must not wait for a store that is elsewhere. */
export class PageLimiter {
  readonly #windows = new MemoryWindows(50_000);

  take(network: string, cost: number, now: Date): Decision {
    const take = { subject: network, limits: PAGE_LIMITS, minuteCost: cost, dayCost: cost, now };
    return decide(take, this.#windows.take(take));
  }
}
