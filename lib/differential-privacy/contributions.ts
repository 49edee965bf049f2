/**
 * What one person can change, bounded before anything is summed. Every sensitivity here is an L1 distance between data
 * with and without the person (the add-or-remove neighbors of Dwork and Roth 2014, Definition 2.4).
 */

/** A person has at most one row in a data set, and a row counts in at most one cell of a grid. */
export const PERSON_SENSITIVITY = 1;

/** Each row is paired with so many that follow it in a random circle, and so with as many before it. */
export const PAIR_OFFSETS = 5;

/** A person takes part in at most so many pairs. */
export const MAX_PAIRS_A_PERSON = 2 * PAIR_OFFSETS;

/**
 * The L1 sensitivity of counts of pairs: 15, not 10.
 *
 * Rows stand in a random circle, and each is paired with the next five. Take one person out. Their ten pairs go. The
 * circle closes, so rows that were six apart around the gap are now five apart, and for each gap of five there is one
 * such pair, five in all. No other pair changes: two rows come one nearer at most. A random circle of n people without
 * one of them is a random circle of n - 1, so the two data sets' circles can be drawn together in this way, and the bound
 * holds for the mechanism as a whole, drawing included.
 */
export const PAIR_SENSITIVITY = MAX_PAIRS_A_PERSON + PAIR_OFFSETS;

/** The rows that a row is paired with by the offsets after it, among `rows` rows in a circle. Each pair comes up once. */
export function pairPartners(row: number, rows: number): number[] {
  const partners: number[] = [];
  for (let offset = 1; offset <= PAIR_OFFSETS && 2 * offset <= rows; offset++) {
    // Half way round, each pair would be met from both of its ends.
    if (2 * offset === rows && row >= offset) continue;
    partners.push((row + offset) % rows);
  }
  return partners;
}

/** A range of whole numbers that contributions are clamped to. It is public and chosen without the data. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A value moved into the range, to a whole number. What is no number becomes the low end. */
export function clamp(value: number, { low, high }: Range): number {
  if (Number.isNaN(value)) return low;
  return Math.round(Math.min(high, Math.max(low, value)));
}

/** The middle of a range, from which sums are taken: that halves what one contribution can add. */
export function middleOf({ low, high }: Range): number {
  return Math.floor((low + high) / 2);
}

/** The most that one clamped contribution adds to a sum taken from the middle. */
export function reachOf(range: Range): number {
  const middle = middleOf(range);
  return Math.max(range.high - middle, middle - range.low);
}
