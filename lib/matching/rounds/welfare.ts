import type { Objective, PairList } from "./rounds-problem";

/** Below this a sum of scores counts as this: a logarithm or a power of 0 has no bounds. */
const FLOOR = 0.01;

/** So steep that what the worst off gain outweighs what many others could. */
const STEEPNESS = 10;

/** sum ^ -STEEPNESS. Three products are far quicker than a power. */
function steep(sum: number): number {
  const square = sum * sum;
  const fourth = square * square;
  return 1 / (fourth * fourth * square);
}

/**
 * What the sum of a guest's scores is worth. Each is concave, so of two guests the same gain is worth more to the one
 * who has less; they are the isoelastic welfare functions (Atkinson 1970) with inequality aversion 0, 1 and 11.
 */
export function utility(objective: Objective, sum: number): number {
  const floored = Math.max(sum, FLOOR);
  if (objective === "total") return sum;
  if (objective === "balanced") return Math.log(floored);
  return -steep(floored);
}

/** The rate at which utility grows with the sum. */
export function marginalUtility(objective: Objective, sum: number): number {
  const floored = Math.max(sum, FLOOR);
  if (objective === "total") return 1;
  if (objective === "balanced") return 1 / floored;
  return (STEEPNESS * steep(floored)) / floored;
}

/** By edge that is open: what the pair adds to the utility of both, when their sums are as given. */
export function gains(
  { u, v, score }: PairList,
  objective: Objective,
  sums: Float64Array,
  open: Uint8Array,
): Float64Array {
  const worth = sums.map((sum) => utility(objective, sum));
  const gain = new Float64Array(score.length);
  for (let e = 0; e < gain.length; e++) {
    if (open[e] === 0) continue;
    const value = score[e] as number;
    for (const guest of [u[e] as number, v[e] as number]) {
      const more = utility(objective, (sums[guest] as number) + value) - (worth[guest] as number);
      gain[e] = (gain[e] as number) + more;
    }
  }
  return gain;
}

/** How good a plan is, to be compared from the first number to the last; more is better. */
export type PlanValue = readonly [pairs: number, evenByes: number, least: number, utility: number];

/** `counted` are the guests who can meet anyone at all. */
export function planValue(
  objective: Objective,
  sums: Float64Array,
  byes: Int32Array,
  counted: Uint8Array,
): PlanValue {
  let [playing, unevenness, least, total] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (let guest = 0; guest < sums.length; guest++) {
    if (counted[guest] === 0) continue;
    const sum = sums[guest] as number;
    const missed = byes[guest] as number;
    playing -= missed;
    unevenness += missed * missed;
    if (sum < least) least = sum;
    total += utility(objective, sum);
  }
  return [playing, -unevenness, objective === "worst_off" ? least : 0, total];
}

/** Whether a value is better than another by more than rounding. */
export function isBetter(one: PlanValue, other: PlanValue): boolean {
  for (let k = 0; k < one.length; k++) {
    const [a, b] = [one[k] as number, other[k] as number];
    if (a === b) continue;
    const difference = a - b;
    if (Math.abs(difference) > 1e-9 * Math.max(1e-9, Math.min(Math.abs(a), Math.abs(b))))
      return difference > 0;
  }
  return false;
}
