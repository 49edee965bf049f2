import { limitedAddress } from "@/lib/api/client-address";
import { batchPairsOf, type Exchange } from "@/lib/api/serve/exchange";
import { metered } from "@/lib/api/serve/record-call";
import { PERSON_LIMITS, PERSON_SCORING_LIMITS } from "@/lib/identity/accounts/identify-caller";
import { whenUnavailable } from "@/lib/partners/rate-limits/fail-policy";
import { rateLimitHeaders } from "@/lib/partners/rate-limits/headers";
import { CLASS_WORDS, classLimits, type LimitClass } from "@/lib/partners/rate-limits/limit-classes";
import type { Decision } from "@/lib/partners/rate-limits/limiter";
import { PUBLIC_LIMITS } from "@/lib/partners/rate-limits/public-limits";
import { LimitReached, Unavailable } from "@/lib/platform/errors";

/** Whose limits a call takes from, and how much they may. */
function limitsFor({ credential, person, endpoint, address }: Exchange, limitClass: LimitClass) {
  if (credential !== null) return classLimits(limitClass, credential.holder, credential.limits);
  if (person === null) return { subject: `ip:${limitedAddress(address)}`, limits: PUBLIC_LIMITS };
  return endpoint?.billableUnits === undefined
    ? classLimits(limitClass, person.limitsHolder, PERSON_LIMITS)
    : { subject: `${person.limitsHolder}:scoring`, limits: PERSON_SCORING_LIMITS };
}

/**
 * Takes from the limit before anything of the body is read, so that a caller beyond it costs no more than that. How many
 * of the day's calls a batch takes, its body says: of the day it takes nothing yet, but there must be something left.
 */
export async function limitBeforeBody(exchange: Exchange): Promise<void> {
  if (exchange.limited) return;
  exchange.limited = true;
  const countsBody = exchange.endpoint?.dayCost !== undefined;
  await limit(exchange, { minuteCost: 1, dayCost: countsBody ? 0 : 1 });
}

/** Takes what the body costs of the day, where it is not one call as usual. */
export async function limitByBody(exchange: Exchange, body: unknown): Promise<void> {
  const dayCost = exchange.endpoint?.dayCost?.(body, batchPairsOf(exchange) || 1, exchange.url);
  if (dayCost !== undefined) await limit(exchange, { minuteCost: 0, dayCost });
}

/**
 * Takes both costs or neither. A call that takes nothing of the day yet needs a call of it all the same.
 * Throws LimitReached.
 */
async function limit(
  exchange: Exchange,
  { minuteCost, dayCost }: { minuteCost: number; dayCost: number },
): Promise<void> {
  if (!metered()) return;
  const { endpoint, services: api, startedAt: now } = exchange;
  const limitClass = endpoint?.limitClass ?? "management";
  const { subject, limits } = limitsFor(exchange, limitClass);
  let decision: Decision;
  try {
    decision = await api.limiter.take({ subject, limits, minuteCost, dayCost, now });
  } catch (error) {
    if (!(error instanceof Unavailable) || whenUnavailable(endpoint?.idempotent === true) === "refuse")
      throw error;
    exchange.log.warn(
      { requestId: exchange.requestId },
      "the limits' store does not answer; the call goes uncounted",
    );
    return;
  }
  for (const [name, value] of rateLimitHeaders(decision, now)) exchange.headers[name] = value;
  const { refusedBy, minute, day, retryAfterSeconds } = decision;
  const dayReached = (cost: number, waitSeconds: number) =>
    new LimitReached(
      "rate_limited_day",
      `The limit is ${day.limit} ${CLASS_WORDS[limitClass]} a UTC day; ${day.remaining} are left and this takes ${cost}.`,
      waitSeconds,
    );
  if (dayCost === 0 && day.remaining === 0) throw dayReached(1, day.resetSeconds);
  if (decision.allowed) return;
  throw refusedBy === "minute"
    ? new LimitReached(
        "rate_limited_minute",
        `The limit is ${minute.limit} ${CLASS_WORDS[limitClass]} a minute.`,
        retryAfterSeconds,
      )
    : dayReached(dayCost, retryAfterSeconds);
}
