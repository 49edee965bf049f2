import type { EpsilonMilli } from "./scale";

/**
 * Adds up what releases about the same people have cost: sequential composition (Dwork and Roth 2014, Theorem 3.16). It
 * holds for queries that are chosen after seeing earlier answers, as long as the sum is bounded beforehand (Rogers, Roth,
 * Ullman and Vadhan 2016, Theorem 3.6). Whole thousandths, so nothing is lost to rounding.
 */
export function compose(charges: readonly EpsilonMilli[]): EpsilonMilli {
  return charges.reduce((sum, charge) => sum + milli(charge), 0);
}

/** How an edition's budget is divided. All are thousandths, and they never add up to more than the budget. */
export interface Division {
  /** For the release that is made when the edition is built. */
  readonly build: EpsilonMilli;
  /** For each partner that is there then. */
  readonly share: EpsilonMilli;
  /** For each of the first `JOINERS` partners that come later. */
  readonly joinerShare: EpsilonMilli;
  /** What no division gives out, to be lent. */
  readonly rest: EpsilonMilli;
}

/** What is kept for later partners is enough for so many. */
export const JOINERS = 5;

/** Of 4: 1 is for the release at build, 2.5 for partners that are there, 0.5 for those that come. Specification section 9. */
export function divideBudget(budget: EpsilonMilli, build: EpsilonMilli, partners: number): Division {
  milli(budget);
  if (build > budget) throw new RangeError("The budget does not pay for the release at build.");
  const left = budget - milli(build);
  const present = partners === 0 ? 0 : Math.floor((left * 5) / 6);
  const share = partners === 0 ? 0 : Math.floor(present / partners);
  const slice = Math.floor((left - present) / JOINERS);
  // One who comes later has no more than one who was there.
  const joinerShare = partners === 0 ? slice : Math.min(slice, share);
  return { build, share, joinerShare, rest: left - share * partners - joinerShare * JOINERS };
}

/** One partner's share, what it charged to it before lending began, and all that it charged to it. */
export interface ShareUse {
  readonly share: EpsilonMilli;
  readonly usedBeforeLending: EpsilonMilli;
  readonly used: EpsilonMilli;
}

/** Half of what a partner has left when lending begins may be lent. The other half stays its own until the end. */
export function lentBy({ share, usedBeforeLending }: ShareUse): EpsilonMilli {
  return Math.floor((share - usedBeforeLending) / 2);
}

/** What is to be paid from a partner's own share, and what from what all others lend. */
export interface Payment {
  readonly own: EpsilonMilli;
  readonly loan: EpsilonMilli;
}

/**
 * How a partner can pay a cost, its own share first; null where it cannot. `pool` is what is lent and not yet taken; null
 * while nothing is lent. Every partner keeps its own part, whatever the others take.
 */
export function payFrom(use: ShareUse, pool: EpsilonMilli | null, cost: EpsilonMilli): Payment | null {
  milli(cost);
  const own = Math.max(0, (pool === null ? use.share : use.share - lentBy(use)) - use.used);
  if (cost <= own) return { own: cost, loan: 0 };
  const loan = cost - own;
  return pool !== null && loan <= pool ? { own, loan } : null;
}

/** What any person may lose in four editions that follow each other, and in one. Specification section 9. */
export const MOST_A_QUARTER = 4_000;
export const MOST_A_YEAR = 10_000;

/**
 * The budget of the next edition, after what the three before it charged, newest first, when each is closed.
 *
 * No four editions that follow each other may pass ten. As each later edition needs `build` for its first release, an
 * edition leaves that for as many of them as share a year with it.
 */
export function nextBudget(charged: readonly EpsilonMilli[], build: EpsilonMilli): EpsilonMilli {
  let budget = MOST_A_QUARTER;
  for (let before = 0; before <= 3; before++) {
    const spent = compose(charged.slice(0, before));
    budget = Math.min(budget, MOST_A_YEAR - spent - build * (3 - before));
  }
  return Math.max(0, budget);
}

function milli(value: EpsilonMilli): EpsilonMilli {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError("Epsilon must be a whole number of thousandths.");
  }
  return value;
}
