import {
  type Counts,
  checkCosts,
  DAY_MS,
  type Decision,
  decide,
  fits,
  type Limiter,
  MINUTE_MS,
  type Take,
} from "@/lib/partners/rate-limits/decision";
import { Unavailable } from "@/lib/platform/errors";

/** The counts of one period, and a place in them from which the search for one to drop goes on. */
interface Period {
  index: number;
  counts: Map<string, number>;
  oldest: Iterator<string>;
}

/** A period's counts are needed while the next one runs, and one more for callers whose clocks differ. */
const KEPT_EITHER_SIDE = 2;
/** How many subjects are looked at to find one to drop. */
const CANDIDATES = 8;
const NO_COUNTS: ReadonlyMap<string, number> = new Map();

/**
 * Counts by period, one Map for each. A period that is over goes as a whole when a new one begins, so nothing is
 * ever swept and a take costs the same however many subjects there are. A period holds at most `maxSubjects`;
 * beyond it the least used of the next few goes, which a flood of new subjects cannot turn against a busy one.
 */
class Periods {
  #periods: Period[] = [];
  readonly #maxSubjects: number;

  constructor(maxSubjects: number) {
    this.#maxSubjects = maxSubjects;
  }

  countsOf(index: number): ReadonlyMap<string, number> {
    return this.#find(index)?.counts ?? NO_COUNTS;
  }

  set(index: number, subject: string, count: number): void {
    const period = this.#find(index) ?? this.#open(index);
    if (period.counts.size >= this.#maxSubjects && !period.counts.has(subject)) dropLeastUsed(period);
    period.counts.set(subject, count);
  }

  get size(): number {
    return this.#periods.reduce((sum, { counts }) => sum + counts.size, 0);
  }

  #find(index: number): Period | undefined {
    for (const period of this.#periods) if (period.index === index) return period;
    return undefined;
  }

  #open(index: number): Period {
    const counts = new Map<string, number>();
    const period = { index, counts, oldest: counts.keys() };
    this.#periods = this.#periods.filter((other) => Math.abs(other.index - index) <= KEPT_EITHER_SIDE);
    // The newest first: it is the one nearly every look-up wants.
    this.#periods.unshift(period);
    return period;
  }
}

function dropLeastUsed(period: Period): void {
  let least: string | undefined;
  let leastCount = Number.POSITIVE_INFINITY;
  for (let seen = 0; seen < CANDIDATES; seen += 1) {
    let next = period.oldest.next();
    if (next.done) {
      period.oldest = period.counts.keys();
      next = period.oldest.next();
      if (next.done) break;
    }
    const count = period.counts.get(next.value) ?? 0;
    if (count < leastCount) {
      least = next.value;
      leastCount = count;
    }
  }
  if (least !== undefined) period.counts.delete(least);
}

/**
 * The two windows of every subject, in this process's memory. `maxSubjects` bounds each minute's and each day's
 * counts (about 100 bytes a subject).
 */
export class MemoryWindows {
  readonly #minutes: Periods;
  readonly #days: Periods;

  constructor(maxSubjects = 200_000) {
    this.#minutes = new Periods(maxSubjects);
    this.#days = new Periods(maxSubjects);
  }

  /** Takes both costs or neither. Throws RangeError for impossible costs. */
  take(take: Take): Counts {
    checkCosts(take);
    const { subject } = take;
    const nowMs = take.now.getTime();
    const minute = Math.floor(nowMs / MINUTE_MS);
    const today = Math.floor(nowMs / DAY_MS);
    const previous = this.#minutes.countsOf(minute - 1).get(subject) ?? 0;
    const current = this.#minutes.countsOf(minute).get(subject) ?? 0;
    const following = this.#minutes.countsOf(minute + 1).get(subject) ?? 0;
    const day = this.#days.countsOf(today).get(subject) ?? 0;
    const allowed = fits(take, previous, current, following, day);
    if (allowed && take.minuteCost > 0) this.#minutes.set(minute, subject, current + take.minuteCost);
    if (allowed && take.dayCost > 0) this.#days.set(today, subject, day + take.dayCost);
    return { allowed, previous, current, following, day };
  }

  /** How many counts are held. */
  get size(): number {
    return this.#minutes.size + this.#days.size;
  }
}

/** The limiter of one process: what runs where neither a Redis nor a cluster's primary is at hand. */
export class MemoryLimiter implements Limiter {
  readonly kind = "memory";
  readonly #windows: MemoryWindows;
  #closed = false;

  constructor(windows: MemoryWindows = new MemoryWindows()) {
    this.#windows = windows;
  }

  async take(take: Take): Promise<Decision> {
    if (this.#closed) throw new Unavailable("limiter_unavailable", "The rate limiter is closed.");
    return decide(take, this.#windows.take(take));
  }

  async ping(): Promise<void> {
    if (this.#closed) throw new Unavailable("limiter_unavailable", "The rate limiter is closed.");
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
