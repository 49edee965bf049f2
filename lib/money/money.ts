/** ISO 4217 codes that we keep books in. All have two decimals. */
export const CURRENCIES = ["USD"] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount in minor units (US cents), never in fractions of them. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}

/** Rates are whole basis points: 10,000 are the whole. */
export const WHOLE_BPS = 10_000;
/** Usage is counted in millionths of a dollar, rounded to cents once, on the invoice line. */
export const MICRO_PER_MINOR = 10_000;

/** Makes an amount. Throws RangeError unless it is a whole number that a double holds exactly. */
export function money(amountMinor: number, currency: Currency): Money {
  assertWhole(amountMinor);
  return { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency };
}

/** US dollars, in cents. */
export function usd(amountMinor: number): Money {
  return money(amountMinor, "USD");
}

/** Throws RangeError for two currencies, or a sum beyond what a double holds exactly. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be added.`);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

export function negate(a: Money): Money {
  return money(-a.amountMinor, a.currency);
}

/**
 * Divides an amount by shares in basis points that make up the whole. The parts always sum to the amount: each is
 * rounded towards zero, and what is left goes, a minor unit each, to the largest remainders (the first of equals),
 * which is the largest remainder method (Hamilton). Throws RangeError unless the shares are whole, not negative and
 * sum to 10,000.
 */
export function split(amount: Money, sharesBps: readonly number[]): Money[] {
  for (const share of sharesBps) {
    assertWhole(share);
    if (share < 0) throw new RangeError("A share may not be negative.");
  }
  const sum = sharesBps.reduce((total, share) => total + share, 0);
  if (sum !== WHOLE_BPS) throw new RangeError(`The shares are ${sum} basis points, not ${WHOLE_BPS}.`);
  const sign = amount.amountMinor < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(amount.amountMinor));
  const exact = sharesBps.map((share) => whole * BigInt(share));
  const parts = exact.map((part) => part / BigInt(WHOLE_BPS));
  const left = Number(whole - parts.reduce((total, part) => total + part, 0n));
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % BigInt(WHOLE_BPS) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) =>
    money(sign * (Number(part) + (raised.has(index) ? 1 : 0)), amount.currency),
  );
}

/** Rounds micro-dollars to cents, halves away from zero. Do it once, on a line's sum. */
export function roundMicroUsd(microUsd: bigint): Money {
  const sign = microUsd < 0n ? -1n : 1n;
  const half = BigInt(MICRO_PER_MINOR / 2);
  const cents = (microUsd * sign + half) / BigInt(MICRO_PER_MINOR);
  return usd(Number(sign * cents));
}

function assertWhole(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number of minor units.`);
}
