import { Unavailable } from "@/lib/platform/errors";

/**
 * What becomes of a call while the limiter's store does not answer: it is refused with 503, or goes through
 * uncounted.
 */
export type FailPolicy = "refuse" | "allow";

/**
 * The limiter itself never lets a call pass that it could not count; whoever takes asks here what to do then. A call
 * that charges is refused: uncounted it could run up a bill without bound. Everything else stays up, because a
 * lost limit costs us some load and a lost API costs our customers theirs.
 */
export function whenUnavailable(charges: boolean): FailPolicy {
  return charges ? "refuse" : "allow";
}

/** The one error of every store that does not answer; `cause` is for the log. */
export function limiterUnavailable(cause?: unknown): Unavailable {
  return new Unavailable("limiter_unavailable", "The rate limiter does not answer at the moment.", { cause });
}
