import type { VisitorContext } from "@/lib/accounts/visitor-context";
import { LimitReached } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";
import type { Limits } from "@/lib/rate-limits/limiter";
import { waitOf } from "@/lib/rate-limits/wait-words";

interface AttemptLimits {
  /** All that one network tries, whoever it says it is. */
  address: Limits;
  /** What one network tries on one account. */
  pair: Limits;
  /** What everybody together tries on one account: wide enough that a stranger cannot lock its owner out for long. */
  account: Limits;
}

/** How often what may be tried. Known and unknown accounts are counted alike. */
export const ATTEMPT_LIMITS = {
  /** A password, of whoever signs in or confirms that it is them. */
  password: {
    address: { perMinute: 20, perDay: 500 },
    pair: { perMinute: 5, perDay: 50 },
    account: { perMinute: 20, perDay: 200 },
  },
  /** Six digits, after a right password: a day's tries find one in ten thousand times. */
  "second-step": {
    address: { perMinute: 20, perDay: 300 },
    pair: { perMinute: 5, perDay: 30 },
    account: { perMinute: 5, perDay: 30 },
  },
  /** A mail to somebody: more would be a nuisance made with our help. */
  mail: {
    address: { perMinute: 10, perDay: 100 },
    pair: { perMinute: 3, perDay: 10 },
    account: { perMinute: 3, perDay: 20 },
  },
  /** A code or link from a mail. These are long; the limit only bounds the work. */
  code: {
    address: { perMinute: 20, perDay: 300 },
    pair: { perMinute: 20, perDay: 300 },
    account: { perMinute: 20, perDay: 300 },
  },
} as const satisfies Record<string, AttemptLimits>;

export type Attempt = keyof typeof ATTEMPT_LIMITS;

/**
 * Counts an attempt on an account. Throws LimitReached `too_many_attempts`, and Unavailable where attempts cannot be
 * counted: secrets must not be open to guessing while the limits' store is away.
 */
export async function throttleAttempts(
  ctx: Pick<VisitorContext, "limiter" | "address" | "clock">,
  attempt: Attempt,
  account: string,
): Promise<void> {
  const limits: AttemptLimits = ATTEMPT_LIMITS[attempt];
  const name = sha256(account).toString("base64url").slice(0, 22);
  const subjects: [string, Limits][] = [
    [`${attempt}:ip:${ctx.address}`, limits.address],
    [`${attempt}:pair:${name}:${ctx.address}`, limits.pair],
    [`${attempt}:account:${name}`, limits.account],
  ];
  for (const [subject, subjectLimits] of subjects) {
    const decision = await ctx.limiter.take({
      subject,
      limits: subjectLimits,
      minuteCost: 1,
      dayCost: 1,
      now: ctx.clock.now(),
    });
    if (!decision.allowed) {
      const seconds = Math.max(1, decision.retryAfterSeconds);
      throw new LimitReached("too_many_attempts", `Too many attempts. Wait ${waitOf(seconds)}.`, seconds);
    }
  }
}
