import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { waitOf } from "@/lib/partners/rate-limits/wait-words";
import { LimitReached } from "@/lib/platform/errors";
import { deriveSecret, sha256 } from "@/lib/platform/seal";

/** After `free` tries each further one waits: `firstSeconds`, then twice as long each time, and at most `maxSeconds`. */
interface Pace {
  free: number;
  firstSeconds: number;
  maxSeconds: number;
}

interface AttemptPaces {
  /** All that one network tries, whoever it says it is. */
  network: Pace;
  /** What one network tries on one account. */
  pair?: Pace;
  /** What all networks together try on one account. Short, because it slows its owner on a new device too. */
  account?: Pace;
  /** What a browser that the account knows tries: its own allowance, whatever strangers do. */
  device?: Pace;
}

/** How fast what may be tried. Known and unknown accounts are counted alike. Nobody is refused for more than minutes. */
export const ATTEMPT_PACES = {
  /** A password, of whoever signs in or confirms that it is them. */
  password: {
    network: { free: 60, firstSeconds: 1, maxSeconds: 60 },
    pair: { free: 5, firstSeconds: 5, maxSeconds: 900 },
    account: { free: 20, firstSeconds: 1, maxSeconds: 60 },
    device: { free: 10, firstSeconds: 5, maxSeconds: 300 },
  },
  /** Six digits, after a right password: at a quarter of an hour a try, a day finds one in three thousand times. */
  "second-step": {
    network: { free: 60, firstSeconds: 1, maxSeconds: 60 },
    pair: { free: 5, firstSeconds: 5, maxSeconds: 900 },
    account: { free: 5, firstSeconds: 5, maxSeconds: 900 },
    device: { free: 10, firstSeconds: 5, maxSeconds: 300 },
  },
  /**
   * A mail with a link, to whoever has the address. What all networks together ask for one address is bounded where the
   * mail is sent, so that its owner's own request is never refused for what strangers did.
   */
  mail: {
    network: { free: 20, firstSeconds: 5, maxSeconds: 300 },
    pair: { free: 3, firstSeconds: 30, maxSeconds: 900 },
    device: { free: 5, firstSeconds: 30, maxSeconds: 900 },
  },
  /** A mail with a code that finishes this one sign-up. */
  "sign-up": {
    network: { free: 20, firstSeconds: 5, maxSeconds: 300 },
    pair: { free: 3, firstSeconds: 30, maxSeconds: 900 },
    account: { free: 10, firstSeconds: 5, maxSeconds: 120 },
  },
  /** A code or link from a mail. These are too long to guess. The pace only bounds the work. */
  code: { network: { free: 100, firstSeconds: 1, maxSeconds: 30 } },
} as const satisfies Record<string, AttemptPaces>;

export type Attempt = keyof typeof ATTEMPT_PACES;

/** What counting needs. `deviceId` is a browser that the account knows, where it is one. */
export type Trying = Pick<VisitorContext, "limiter" | "address" | "clock" | "db">;

/** Before anything is written: what one network may try in a minute, of whatever kind. */
const NETWORK_PER_MINUTE = 60;
/** Whoever tries nothing for so long begins with the free tries again. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/**
 * Counts an attempt on an account. Throws LimitReached `too_many_attempts` that says in how many seconds it may be tried
 * again, and Unavailable where attempts cannot be counted: secrets must not be open to guessing meanwhile.
 */
export async function throttleAttempts(
  ctx: Trying,
  attempt: Attempt,
  account: string,
  deviceId: string | null = null,
): Promise<void> {
  const decision = await ctx.limiter.take({
    subject: `attempts:${ctx.address}`,
    limits: { perMinute: NETWORK_PER_MINUTE, perDay: Number.MAX_SAFE_INTEGER },
    minuteCost: 1,
    dayCost: 0,
    now: ctx.clock.now(),
  });
  if (!decision.allowed && deviceId === null) throw tooMany(decision.retryAfterSeconds);
  for (const { subject, pace } of countersOf(ctx, attempt, account, deviceId)) {
    const waitSeconds = await take(ctx, subject, pace);
    if (waitSeconds > 0) throw tooMany(waitSeconds);
  }
}

/** Takes back an attempt that turned out to be right: who mistyped begins with the free tries again. */
export async function forgiveAttempts(
  ctx: Trying,
  attempt: Attempt,
  account: string,
  deviceId: string | null = null,
): Promise<void> {
  const counters = countersOf(ctx, attempt, account, deviceId);
  const own = counters.filter(({ of }) => of === "pair" || of === "device").map(({ subject }) => subject);
  const shared = counters.filter(({ of }) => of !== "pair" && of !== "device").map(({ subject }) => subject);
  await ctx.db.attempt.deleteMany({ where: { subject: { in: own } } });
  await ctx.db.attempt.updateMany({
    where: { subject: { in: shared }, tries: { gt: 0 } },
    data: { tries: { decrement: 1 }, nextAt: ctx.clock.now() },
  });
}

interface Counter {
  of: keyof AttemptPaces;
  subject: Buffer<ArrayBuffer>;
  pace: Pace;
}

function countersOf(
  { address }: Trying,
  attempt: Attempt,
  account: string,
  deviceId: string | null,
): Counter[] {
  const paces: AttemptPaces = ATTEMPT_PACES[attempt];
  const named = (of: keyof AttemptPaces, ...names: string[]): Counter[] => {
    const pace = paces[of];
    if (pace === undefined) return [];
    // Keyed, so that neither addresses nor accounts can be read out of the table.
    return [{ of, pace, subject: sha256([deriveSecret("attempts"), attempt, of, ...names].join("\n")) }];
  };
  if (deviceId !== null && paces.device !== undefined) return named("device", account, deviceId);
  return [...named("network", address), ...named("pair", account, address), ...named("account", account)];
}

/** Counts one try, unless it has to wait. Returns for how many seconds. One statement, so that tries at once count exactly. */
async function take({ db, clock }: Trying, subject: Buffer<ArrayBuffer>, pace: Pace): Promise<number> {
  const now = clock.now();
  const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_MS);
  const { free, firstSeconds, maxSeconds } = pace;
  const taken = await db.$executeRaw`
    INSERT INTO attempts AS a (subject, tries, next_at, updated_at) VALUES (${subject}, 1, ${now}, ${now})
    ON CONFLICT (subject) DO UPDATE SET
      tries = CASE WHEN a.updated_at < ${forgotten} THEN 1 ELSE a.tries + 1 END,
      next_at = ${now}::timestamptz + make_interval(secs => CASE
        WHEN a.updated_at < ${forgotten} OR a.tries + 1 < ${free} THEN 0
        ELSE LEAST(${maxSeconds}::float, ${firstSeconds} * power(2, LEAST(a.tries + 1 - ${free}, 20))) END),
      updated_at = ${now}
    WHERE a.next_at <= ${now}`;
  if (taken === 1) return 0;
  const row = await db.attempt.findUnique({ where: { subject } });
  return Math.max(1, Math.ceil(((row?.nextAt.getTime() ?? 0) - now.getTime()) / 1_000));
}

function tooMany(seconds: number): LimitReached {
  const wait = Math.max(1, seconds);
  return new LimitReached("too_many_attempts", `Too many attempts. Try again in ${waitOf(wait)}.`, wait);
}
