/** A quarter of a year, UTC: from `startsAt`, up to but without `endsAt`. */
export interface Quarter {
  /** `2026-Q4` */
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const MONTHS = 3;

/** The quarter that a time lies in. */
export function quarterOf(at: Date): Quarter {
  const year = at.getUTCFullYear();
  const quarter = Math.floor(at.getUTCMonth() / MONTHS);
  return {
    name: `${year}-Q${quarter + 1}`,
    startsAt: new Date(Date.UTC(year, quarter * MONTHS, 1)),
    endsAt: new Date(Date.UTC(year, (quarter + 1) * MONTHS, 1)),
  };
}

/** The last quarter that has ended. */
export function lastQuarter(now: Date): Quarter {
  return quarterOf(new Date(quarterOf(now).startsAt.getTime() - 1));
}
