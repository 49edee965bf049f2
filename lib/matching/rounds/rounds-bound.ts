import { MatchingError } from "../matching-error";
import type { RoundsPlan } from "./plan-rounds";
import { type PairList, pairsToPlan, type RoundsProblem } from "./rounds-problem";

/** Maximise cost x subject to A x <= rowUpper and 0 <= x <= upper, A by columns (compressed). */
export interface LinearProgram {
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  readonly rowUpper: Float64Array;
  /** Column c has the entries starts[c] .. starts[c + 1] - 1. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Solves a linear programme: its columns, and the duals of its rows. */
export type LinearSolver = (program: LinearProgram) => { columns: Float64Array; rowDuals: Float64Array };

export interface RoundsBound {
  /**
   * What no plan exceeds: of the sum of all scores (total), of the geometric mean of the guests' sums (balanced), of
   * the least sum (worst_off). Guests who can meet no one are left out.
   */
  bound: number;
  /** The same of the plan. */
  value: number;
  /** 1 - value / bound: at most this share is lost. */
  gap: number;
}

/** How often the tangents of the balanced objective are drawn again. */
const TANGENTS = 6;

/**
 * How far a plan may be from the best one. A plan is relaxed to pairs that may meet by parts: x(e) in [0, 1], at most R
 * for each guest, and at most R times half the guests, rounded down, for each set of guests who can only meet each
 * other. The best of the relaxed plans is a linear programme, and no plan is better.
 *
 * The solver need not be trusted. Whatever its duals y are, the bound is computed from them here, in O(pairs):
 * sum of R y(v) + sum over sets + sum over pairs of max(0, weight - duals), which by weak duality no plan exceeds.
 *
 * The logarithm of `balanced` lies below each of its tangents, and the least sum of `worst_off` below each weighted
 * mean, so both are bounded by the same programme with other weights.
 */
export function roundsBound(problem: RoundsProblem, plan: RoundsPlan, solve: LinearSolver): RoundsBound {
  if (plan.rounds.length !== problem.rounds) {
    throw new MatchingError("wrong_length", "plan", `The plan must have ${problem.rounds} rounds.`);
  }
  const relaxed = new Relaxation(pairsToPlan(problem), problem.rounds, solve);
  const guests = relaxed.guests;
  const sums = guests.map((guest) => plan.sums[guest] as number);
  if (guests.length === 0) return { bound: 0, value: 0, gap: 0 };
  const { value, bound } =
    problem.objective === "balanced"
      ? balancedBound(relaxed, sums, problem.rounds)
      : problem.objective === "worst_off"
        ? { value: Math.min(...sums), bound: relaxed.leastSum() }
        : { value: total(sums) / 2, bound: relaxed.best(relaxed.pairs.score).bound };
  return { bound, value, gap: bound === 0 ? 0 : Math.max(0, 1 - value / bound) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function balancedBound(relaxed: Relaxation, planned: readonly number[], rounds: number) {
  const { guests, pairs } = relaxed;
  const meanLog = (sums: readonly number[]) => total(sums.map(Math.log)) / sums.length;
  const value = planned.some((sum) => sum <= 0) ? 0 : Math.exp(meanLog(planned));
  let bound = Number.POSITIVE_INFINITY;
  let touching = planned.map((sum) => Math.max(sum, 0.01 * rounds));
  for (let k = 0; k < TANGENTS; k++) {
    const slope = new Float64Array(pairs.people);
    for (const [at, guest] of guests.entries()) slope[guest] = 1 / (touching[at] as number);
    const weight = pairs.score.map(
      (score, e) => score * (slopeOf(slope, pairs.u, e) + slopeOf(slope, pairs.v, e)),
    );
    const { bound: best, columns } = relaxed.best(weight);
    // The tangent at s lies at log s + (x - s) / s.
    bound = Math.min(bound, Math.exp(meanLog(touching) + best / guests.length - 1));
    const relaxedSums = relaxed.sumsOf(columns);
    const step = 2 / (k + 3);
    touching = touching.map((sum, at) => Math.max(1e-6, sum + step * ((relaxedSums[at] as number) - sum)));
  }
  return { value, bound };
}

function slopeOf(slope: Float64Array, ends: Int32Array, e: number): number {
  return slope[ends[e] as number] as number;
}

/** The linear programme of all relaxed plans. */
class Relaxation {
  /** Guests who can meet anyone. */
  readonly guests: number[];
  private readonly rowOf: Int32Array;
  private readonly rowUpper: number[];

  constructor(
    readonly pairs: PairList,
    rounds: number,
    private readonly solve: LinearSolver,
  ) {
    const component = componentsOf(pairs);
    const isGuest = new Uint8Array(pairs.people);
    for (const ends of [pairs.u, pairs.v]) for (const guest of ends) isGuest[guest] = 1;
    this.guests = [...isGuest.keys()].filter((guest) => isGuest[guest] === 1);
    this.rowUpper = Array<number>(pairs.people).fill(rounds);
    const size = new Map<number, number>();
    for (const guest of this.guests) {
      const root = component[guest] as number;
      size.set(root, (size.get(root) ?? 0) + 1);
    }
    // Only an odd set has less room than its members.
    const rowOfSet = new Map<number, number>();
    for (const [root, members] of size) {
      if (members % 2 === 0) continue;
      rowOfSet.set(root, this.rowUpper.length);
      this.rowUpper.push((rounds * (members - 1)) / 2);
    }
    this.rowOf = Int32Array.from(pairs.u, (guest) => rowOfSet.get(component[guest] as number) ?? -1);
  }

  /** The most that the weights of a relaxed plan can sum to, and the plan. */
  best(weight: Float64Array): { bound: number; columns: Float64Array } {
    const { columns, rowDuals } = this.solve(this.program(weight, false));
    return { bound: this.boundBy(rowDuals, weight), columns };
  }

  /** The most that the least of all guests' sums can be. */
  leastSum(): number {
    const { guests, pairs } = this;
    const { rowDuals } = this.solve(this.program(pairs.score, true));
    // The duals of "the least is at most the sum of this guest" are weights: the least is at most their weighted mean.
    const share = new Float64Array(pairs.people);
    const firstRow = this.rowUpper.length;
    const shares = guests.map((_, at) => Math.max(0, rowDuals[firstRow + at] as number));
    for (const [at, guest] of guests.entries()) share[guest] = (shares[at] as number) / total(shares);
    const weight = pairs.score.map(
      (score, e) => score * (slopeOf(share, pairs.u, e) + slopeOf(share, pairs.v, e)),
    );
    return this.boundBy(rowDuals, weight);
  }

  sumsOf(columns: Float64Array): number[] {
    const { guests, pairs } = this;
    const sums = new Float64Array(pairs.people);
    for (let e = 0; e < pairs.score.length; e++) {
      const value = (pairs.score[e] as number) * (columns[e] as number);
      for (const end of [pairs.u[e] as number, pairs.v[e] as number])
        sums[end] = (sums[end] as number) + value;
    }
    return guests.map((guest) => sums[guest] as number);
  }

  /** Weak duality, for any duals at all: those below 0 count as 0. */
  private boundBy(duals: Float64Array, weight: Float64Array): number {
    const { pairs, rowOf, rowUpper } = this;
    const dual = (row: number) => (row === -1 ? 0 : Math.max(0, duals[row] as number));
    let bound = 0;
    for (const [row, upper] of rowUpper.entries()) bound += upper * dual(row);
    for (let e = 0; e < weight.length; e++) {
      const price = dual(pairs.u[e] as number) + dual(pairs.v[e] as number) + dual(rowOf[e] as number);
      bound += Math.max(0, (weight[e] as number) - price);
    }
    return bound;
  }

  private program(weight: Float64Array, least: boolean): LinearProgram {
    const { guests, pairs, rowOf, rowUpper } = this;
    const rowOfGuest = new Map(guests.map((guest, at) => [guest, rowUpper.length + at]));
    const starts = [0];
    const rows: number[] = [];
    const values: number[] = [];
    const put = (row: number, value: number) => {
      rows.push(row);
      values.push(value);
    };
    for (let e = 0; e < weight.length; e++) {
      const ends = [pairs.u[e] as number, pairs.v[e] as number];
      for (const end of ends) put(end, 1);
      if (rowOf[e] !== -1) put(rowOf[e] as number, 1);
      if (least) for (const end of ends) put(rowOfGuest.get(end) as number, -(weight[e] as number));
      starts.push(rows.length);
    }
    // The last column of `least` is the least sum itself.
    if (least) {
      for (const row of rowOfGuest.values()) put(row, 1);
      starts.push(rows.length);
    }
    const extra = least ? 1 : 0;
    const cost = new Float64Array(weight.length + extra);
    if (least) cost[weight.length] = 1;
    else cost.set(weight);
    const upper = new Float64Array(cost.length).fill(1);
    if (least) upper[weight.length] = Number.POSITIVE_INFINITY;
    return {
      cost,
      upper,
      rowUpper: Float64Array.from([...rowUpper, ...(least ? guests.map(() => 0) : [])]),
      starts: Int32Array.from(starts),
      rows: Int32Array.from(rows),
      values: Float64Array.from(values),
    };
  }
}

/** By person: one member of the set of people who are joined by pairs, the same for all of a set. */
function componentsOf({ people, u, v }: PairList): Int32Array {
  const root = Int32Array.from({ length: people }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) {
      root[at] = root[root[at] as number] as number;
      at = root[at] as number;
    }
    return at;
  };
  for (let e = 0; e < u.length; e++) root[find(u[e] as number)] = find(v[e] as number);
  return Int32Array.from({ length: people }, (_, i) => find(i));
}
