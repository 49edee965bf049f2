const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The longest that a seat is held for a person who was offered it. */
export const OFFER_HOURS = 24;
/** The shortest, unless the start comes first. */
const LEAST_OFFER_MS = 15 * MINUTE_MS;
/** So long before the start a party that does not fit no longer holds up those behind it. */
export const LAST_CALL_HOURS = 24;

type Times = { startsAt: Date; confirmHours: number | null };

/**
 * Until when a seat is held: a day, or half of the time that is left where that is less, so that an offer that is not
 * answered leaves time for the next; at least 15 minutes, and never past the start.
 */
export function offerEnds(now: Date, { startsAt }: Pick<Times, "startsAt">): Date {
  const left = startsAt.getTime() - now.getTime();
  const held = Math.max(LEAST_OFFER_MS, Math.min(OFFER_HOURS * HOUR_MS, left / 2));
  return new Date(Math.min(now.getTime() + held, startsAt.getTime()));
}

/** From when on those with a seat are asked whether they are coming. Null where they are not asked. */
export function asksFrom({ startsAt, confirmHours }: Times): Date | null {
  return confirmHours === null ? null : new Date(startsAt.getTime() - confirmHours * HOUR_MS);
}

/** Until when who is asked now may answer: half of the hours before the start, and never past the start. */
export function answerEnds(now: Date, { startsAt, confirmHours }: Times): Date {
  const window = ((confirmHours ?? 0) * HOUR_MS) / 2;
  return new Date(Math.min(now.getTime() + window, startsAt.getTime()));
}

/**
 * Whether a question that was asked is about the start as it is now. Where the start was put off it is asked again, when
 * its time comes.
 */
export function isAsked(askedAt: Date | null, times: Times): askedAt is Date {
  const from = asksFrom(times);
  return askedAt !== null && from !== null && askedAt >= from;
}

export function isLastCall(now: Date, { startsAt }: Pick<Times, "startsAt">): boolean {
  return startsAt.getTime() - now.getTime() <= LAST_CALL_HOURS * HOUR_MS;
}
