/**
 * What the two windows say of one call. Pure: every store (in process, Redis) fetches or keeps five numbers and
 * answers through `decide`, so that a subject reads the same headers whichever store is behind.
 *
 * The minute window slides: it counts the calls of the running minute bucket, plus those of the bucket before
 * weighted by how much of it still lies within the last 60 seconds. The weighted part is rounded up, so that
 * rounding can only ever refuse. The day window is the UTC day.
 */

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** How much a subject may take: units per sliding minute, units per UTC day. */
export interface Limits {
  perMinute: number;
  perDay: number;
}

/**
 * One call's claim on a subject's limits. Costs are whole numbers ≥ 0; a cost of 0 asks nothing of that window
 * and always fits it. `now` is the caller's clock.
 */
export interface Take {
  subject: string;
  limits: Limits;
  minuteCost: number;
  dayCost: number;
  now: Date;
}

/**
 * `resetSeconds`: whole seconds until more than `remaining` can be taken, if nothing else is (the meaning of `t` in
 * draft-ietf-httpapi-ratelimit-headers-10): in the sliding minute until the next unit falls out of it, 0 when all
 * of it is free; in the day until midnight UTC.
 */
export interface WindowState {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

/**
 * `refusedBy` names the window that did not fit; where neither did, the day. `retryAfterSeconds` (0 when allowed)
 * is the least whole number of seconds after which the same call fits, if no other call comes between. A call
 * that costs more than its limit never fits; it is told when that window will be wholly free, at least a minute.
 */
export interface Decision {
  allowed: boolean;
  refusedBy: "minute" | "day" | null;
  minute: WindowState;
  day: WindowState;
  retryAfterSeconds: number;
}

/** Holds the counts of all subjects. Stores differ in where they hold them and in nothing else. */
export interface Limiter {
  readonly kind: "memory" | "cluster" | "redis" | "upstash";
  /**
   * Takes `minuteCost` of the minute and `dayCost` of the day in one atomic step, or nothing of either.
   * Throws RangeError for a cost that is not a whole number ≥ 0, and Unavailable("limiter_unavailable") when the
   * store does not answer in time; such a call may or may not have been counted. Whether it may go on is the
   * caller's decision: see `whenUnavailable` in `fail-policy.ts`.
   */
  take(take: Take): Promise<Decision>;
  /** Resolves when the store answers; throws Unavailable otherwise. */
  ping(): Promise<void>;
  /** Lets go of connections and listeners; takes after it are refused as Unavailable. */
  close(): Promise<void>;
}

/**
 * What a store knew of a subject when it decided: units taken in the minute bucket before, in the running one, in
 * the one after (more than 0 only where another instance's clock is ahead of ours), and in the UTC day. `allowed`
 * says whether this call's costs were then added.
 */
export interface Counts {
  allowed: boolean;
  previous: number;
  current: number;
  following: number;
  day: number;
}

/** Counts as stores send them: 1 or 0 for allowed, previous, current, following, day. Null: not that. */
export function readCounts(values: readonly unknown[], at = 0): Counts | null {
  const allowed = values[at];
  const previous = values[at + 1];
  const current = values[at + 2];
  const following = values[at + 3];
  const day = values[at + 4];
  if (!isCount(previous) || !isCount(current) || !isCount(following) || !isCount(day)) return null;
  return { allowed: allowed === 1, previous, current, following, day };
}

/** A whole number of at least 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Throws RangeError unless both costs are whole numbers ≥ 0: a negative or broken cost would corrupt a count. */
export function checkCosts(take: Take): void {
  const { minuteCost, dayCost } = take;
  if (!isCount(minuteCost) || !isCount(dayCost)) {
    throw new RangeError(`Costs are whole numbers of at least 0, not ${minuteCost} and ${dayCost}.`);
  }
}

/** Units of the bucket before that still count with `leftMs` (1–60,000) to go in the running one, rounded up. */
export function weigh(previous: number, leftMs: number): number {
  // The product is exact, and a quotient's distance from a whole number (≥ 1/60,000) is far above its rounding.
  return Math.ceil((previous * leftMs) / MINUTE_MS);
}

/** Whether a call may take its costs, given what has been taken. Lua twin: `take-both.ts`. */
export function fits(take: Take, previous: number, current: number, following: number, day: number): boolean {
  const { limits, minuteCost, dayCost } = take;
  if (dayCost !== 0 && day + dayCost > limits.perDay) return false;
  if (minuteCost === 0) return true;
  const leftMs = MINUTE_MS - (take.now.getTime() % MINUTE_MS);
  return weigh(previous, leftMs) + current + following + minuteCost <= limits.perMinute;
}

/** The store's counts in the caller's words. */
export function decide(take: Take, counts: Counts): Decision {
  const { limits, minuteCost, dayCost } = take;
  const { allowed, previous, following } = counts;
  const nowMs = take.now.getTime();
  const leftMs = MINUTE_MS - (nowMs % MINUTE_MS);
  const dayLeftSeconds = Math.ceil((DAY_MS - (nowMs % DAY_MS)) / 1000);
  const current = allowed ? counts.current + minuteCost : counts.current;
  const dayUsed = allowed ? counts.day + dayCost : counts.day;
  const minuteUsed = weigh(previous, leftMs) + current + following;
  const minuteRemaining = Math.max(0, limits.perMinute - minuteUsed);
  // One unit more than now remains is free when no more than this counts.
  const roomForMore = limits.perMinute - minuteRemaining - 1;

  let refusedBy: Decision["refusedBy"] = null;
  let retryAfterSeconds = 0;
  if (!allowed) {
    const dayRefuses = dayCost !== 0 && dayUsed + dayCost > limits.perDay;
    const minuteRefuses = minuteCost !== 0 && minuteUsed + minuteCost > limits.perMinute;
    refusedBy = dayRefuses ? "day" : "minute";
    const room = limits.perMinute - minuteCost;
    if (dayRefuses) retryAfterSeconds = dayLeftSeconds;
    if (minuteRefuses) {
      const wait = secondsUntil(room, previous, current, following, leftMs);
      retryAfterSeconds = Math.max(retryAfterSeconds, room < 0 ? Math.max(wait, MINUTE_MS / 1_000) : wait);
    }
  }
  return {
    allowed,
    refusedBy,
    minute: {
      limit: limits.perMinute,
      remaining: minuteRemaining,
      resetSeconds: minuteUsed === 0 ? 0 : secondsUntil(roomForMore, previous, current, following, leftMs),
    },
    day: {
      limit: limits.perDay,
      remaining: Math.max(0, limits.perDay - dayUsed),
      resetSeconds: dayLeftSeconds,
    },
    retryAfterSeconds,
  };
}

/**
 * Whole seconds until at most `room` units count in the minute window, if nothing more is taken. The sum never
 * rises while time passes, so the first moment found is the answer; for a `room` below 0 it is when none count.
 */
function secondsUntil(
  room: number,
  previous: number,
  current: number,
  following: number,
  leftMs: number,
): number {
  const wanted = Math.max(0, room);
  const inThis = msBeforeEnd(wanted - current - following, previous);
  if (inThis > 0) return Math.max(0, Math.ceil((leftMs - inThis) / 1000));
  const inNext = msBeforeEnd(wanted - following, current);
  if (inNext > 0) return Math.ceil((leftMs + MINUTE_MS - inNext) / 1000);
  const inThird = msBeforeEnd(wanted, following);
  return Math.ceil((leftMs + 2 * MINUTE_MS - inThird) / 1000);
}

/** How long before a bucket's end the weight of the bucket before it has sunk to `room`; 0: not within it. */
function msBeforeEnd(room: number, previous: number): number {
  if (room < 0) return 0;
  if (previous <= room) return MINUTE_MS;
  return Math.floor((room * MINUTE_MS) / previous);
}
