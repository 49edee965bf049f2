import type { Limiter, Limits } from "@/lib/partners/rate-limits/limiter";
import { waitOf } from "@/lib/partners/rate-limits/wait-words";
import { LimitReached, Unavailable } from "@/lib/platform/errors";

/**
 * How often one person may do what the pages do, by what it costs: `read` looks something up, `write` changes a few
 * rows, `begin` makes a profile for somebody unknown, `mail` may send a mail, `expensive` computes much or asks another company's service, and `revoke` ends a
 * credential or a session and must never wait behind the others.
 */
export const ACTION_LIMITS = {
  read: { perMinute: 600, perDay: 50_000 },
  write: { perMinute: 120, perDay: 5_000 },
  begin: { perMinute: 60, perDay: 600 },
  mail: { perMinute: 20, perDay: 200 },
  expensive: { perMinute: 30, perDay: 1_000 },
  revoke: { perMinute: 300, perDay: 10_000 },
} as const satisfies Record<string, Limits>;

export type ActionClass = keyof typeof ACTION_LIMITS;

/** All people of a partner together may do so many times as much as one. */
const TEAM_FACTOR = 5;

/**
 * A network may be an office or a whole town: it waits for the next minute, and never until tomorrow. What visitors do
 * that mails or guesses slows down besides (`throttleAttempts`).
 */
const NO_DAY = Number.MAX_SAFE_INTEGER;

/** Who acts: a person, within a partner or for themselves, or a visitor known by network alone. */
export interface ActionCaller {
  limiter: Limiter;
  /** The network, which counts where nobody is signed in. */
  address: string;
  userId?: string | undefined;
  partnerId?: string | undefined;
}

/**
 * Counts what somebody does on a page. Throws LimitReached `too_many_actions`. While the limits' store does not answer
 * only what mails or costs much is refused, with Unavailable.
 */
export async function takeAction(
  { limiter, address, userId, partnerId }: ActionCaller,
  actionClass: ActionClass,
  now: Date,
): Promise<void> {
  const limits: Limits = ACTION_LIMITS[actionClass];
  const { perMinute, perDay } = limits;
  const team = { perMinute: perMinute * TEAM_FACTOR, perDay: perDay * TEAM_FACTOR };
  const subjects: [string, Limits][] = [
    userId === undefined ? [`ip:${address}`, { perMinute, perDay: NO_DAY }] : [`user:${userId}`, limits],
    ...(partnerId === undefined ? [] : [[`partner:${partnerId}`, team] satisfies [string, Limits]]),
  ];
  for (const [subject, subjectLimits] of subjects) {
    let wait: number;
    try {
      const decision = await limiter.take({
        subject: `action:${actionClass}:${subject}`,
        limits: subjectLimits,
        minuteCost: 1,
        dayCost: 1,
        now,
      });
      if (decision.allowed) continue;
      wait = Math.max(1, decision.retryAfterSeconds);
    } catch (error) {
      if (error instanceof Unavailable && actionClass !== "mail" && actionClass !== "expensive") continue;
      throw error;
    }
    throw new LimitReached(
      "too_many_actions",
      `You’re doing this too often. Try again in ${waitOf(wait)}.`,
      wait,
    );
  }
}
