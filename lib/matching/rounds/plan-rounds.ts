import { shuffled } from "../shuffled";
import { roundRobin } from "./round-robin";
import {
  edgeBetween,
  type Objective,
  type PairList,
  pairsToPlan,
  type Round,
  type RoundsProblem,
} from "./rounds-problem";
import { solveRound } from "./solve-round";
import { gains, isBetter, type PlanValue, planValue } from "./welfare";

export interface PlanOptions {
  /** A source of numbers in [0, 1): the same source gives the same plan. */
  readonly random: () => number;
  /**
   * How often the plan is gone through for improvements at most: 3 by default, 0 for none. Tables look at a third of
   * their swaps for each.
   */
  readonly passes?: number;
  /** Is called after each round solved, with how many of at most how many are. What it throws ends the run. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RoundsPlan {
  rounds: Round[];
  /** By person: the sum of the scores of all partners. */
  sums: Float64Array;
  /** By person: how many rounds without a partner, with those of `byesBefore`. */
  byes: Int32Array;
}

/** Rounds solved by one attempt to improve a plan. */
const SOLVES_A_TRY = 3;

/** Matchings beyond this many person-squares are too slow to improve plans with, so improvement stops early. */
const SOLVES_AT_MOST = 1.2e6;

/**
 * R rounds of pairs in which no pair meets twice, as many people as possible play each round, byes differ by at most
 * one where the allowed pairs permit it, and the objective is as good as can be found: not proven to be the best, which
 * is hard, but `roundsBound` says how far it may be off.
 *
 * First one round after the other is solved exactly. Then rounds are planned again, one or two at a time with all
 * others fixed, as long as that helps: one alone is again an exact matching, as the gain of a round is a sum over its
 * pairs whatever the objective. Of two, the first is drawn with weights a little off, so that it may give a pair to
 * the second.
 *
 * Throws MatchingError as pairsToPlan does.
 */
export function planRounds(problem: RoundsProblem, options: PlanOptions): RoundsPlan {
  const pairs = pairsToPlan(problem);
  const { rounds: count } = problem;
  const affordable = Math.floor(SOLVES_AT_MOST / Math.max(1, pairs.people) ** 2);
  const improvements = Math.min(
    affordable,
    (options.passes ?? 3) * SOLVES_A_TRY * count * Math.max(1, count - 1),
  );
  const budget = new Budget(count + improvements, options.onProgress);
  const plan = new Plan(pairs, problem);
  for (let round = 0; round < count; round++) {
    plan.solve(round);
    budget.spend();
  }
  improve(plan, options, budget);
  if (!plan.canBeRoundRobin()) return budget.finish(plan.result());
  // Rounds solved one by one can leave pairs that make no full round, so begin once more with a pattern of all pairs.
  const pattern = new Plan(pairs, problem);
  const seated = seatsFor(pairs.people, problem.pins ?? [], options.random);
  for (const [round, partners] of roundRobin(seated, count).entries()) pattern.set(round, partners);
  improve(pattern, options, budget.extend(improvements));
  return budget.finish(isBetter(pattern.value(), plan.value()) ? pattern.result() : plan.result());
}

/** How many rounds may still be solved. */
class Budget {
  private done = 0;

  constructor(
    private total: number,
    private readonly onProgress: PlanOptions["onProgress"],
  ) {}

  get left(): number {
    return this.total - this.done;
  }

  spend(): void {
    // Apart from the call, which is not made where no one listens.
    this.done += 1;
    this.onProgress?.(this.done, this.total);
  }

  extend(by: number): this {
    this.total = this.done + by;
    return this;
  }

  finish(plan: RoundsPlan): RoundsPlan {
    this.onProgress?.(this.total, this.total);
    return plan;
  }
}

function improve(plan: Plan, { passes = 3, random }: PlanOptions, budget: Budget): void {
  for (let pass = 0; pass < passes; pass++) {
    let improved = false;
    for (const [first, second] of shuffledPairs(plan.count, random)) {
      if (budget.left < SOLVES_A_TRY) return;
      if (plan.tryAgain(first, second, random, () => budget.spend())) improved = true;
    }
    if (!improved) return;
  }
}

/** People in a drawn order, pinned ones opposite each other. */
function seatsFor(people: number, pins: RoundsProblem["pins"] & object, random: () => number): number[] {
  const seats = people + (people % 2);
  const seated = Array<number>(seats).fill(-1);
  for (const [seat, [i, j]] of pins.entries()) {
    // With an odd number the outermost two seats are a person and the bye.
    const at = seat + (people % 2);
    seated[at] = i;
    seated[seats - 1 - at] = j;
  }
  const pinned = new Set(pins.flat());
  const others = shuffled(
    [...seated.keys()].slice(0, people).filter((i) => !pinned.has(i)),
    random,
  );
  for (let seat = 0; seat < people; seat++) if (seated[seat] === -1) seated[seat] = others.pop() ?? -1;
  return seated.slice(0, people);
}

/** All pairs of two different rounds, in both orders; of a single round, that one with itself. */
function shuffledPairs(count: number, random: () => number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) if (i !== j || count === 1) pairs.push([i, j]);
  return shuffled(pairs, random);
}

/** Rounds in the making, with what every guest has of them. */
class Plan {
  private readonly objective: Objective;
  private readonly rounds: (Round | null)[];
  private readonly sums: Float64Array;
  private readonly byes: Int32Array;
  /** By edge: 1 while no round uses it. */
  private readonly open: Uint8Array;
  private readonly pinned = new Map<number, number>();
  private readonly byesAtFirst: number;
  private readonly meanScore: number;
  /** By guest: 1 if there is anyone to meet. */
  private readonly counted: Uint8Array;

  constructor(
    private readonly pairs: PairList,
    { rounds, objective = "total", pins = [], byesBefore }: RoundsProblem,
  ) {
    this.objective = objective;
    this.rounds = Array<null>(rounds).fill(null);
    this.sums = new Float64Array(pairs.people);
    this.byes = byesBefore?.slice() ?? new Int32Array(pairs.people);
    this.byesAtFirst = this.byes.reduce((sum, missed) => sum + missed, 0);
    this.open = new Uint8Array(pairs.u.length).fill(1);
    this.counted = new Uint8Array(pairs.people);
    for (const [i, j] of pins) this.pinned.set(i, j).set(j, i);
    let sum = 0;
    for (let e = 0; e < pairs.u.length; e++) {
      sum += pairs.score[e] as number;
      this.counted[pairs.u[e] as number] = this.counted[pairs.v[e] as number] = 1;
    }
    this.meanScore = sum / Math.max(1, pairs.u.length);
  }

  /** Solves one round with all others as they are. `blur` above 0 draws the gains up to so much too low. */
  solve(round: number, blur = 0, random: () => number = () => 0): void {
    this.clear(round);
    // Rounds not planned yet count as average ones, so that early rounds do not spend all on a few.
    const toCome = this.rounds.filter((partners) => partners === null).length - 1;
    const own = this.sums.map((sum) => sum + toCome * this.meanScore);
    const open = this.openIn(round);
    const gain = gains(this.pairs, this.objective, own, open);
    if (blur > 0) for (let e = 0; e < gain.length; e++) gain[e] = (gain[e] as number) * (1 - blur * random());
    this.set(round, solveRound(this.pairs, { open, gain, byes: this.byes }).mate);
  }

  /** The pairs that have not met. Pinned people meet each other in the first round and only there. */
  private openIn(round: number): Uint8Array {
    const { pairs, pinned } = this;
    if (pinned.size === 0) return this.open;
    return this.open.map((free, e) => {
      const [i, j] = [pairs.u[e] as number, pairs.v[e] as number];
      const isPin = pinned.get(i) === j;
      const touchesPin = pinned.has(i) || pinned.has(j);
      return (round === 0 ? touchesPin && !isPin : isPin) ? 0 : free;
    });
  }

  /** Plans two rounds again. Keeps them if the plan is better for it, and says so. */
  tryAgain(first: number, second: number, random: () => number, solved: () => void): boolean {
    const before = this.value();
    const [one, other] = [this.rounds[first] as Round, this.rounds[second] as Round];
    this.clear(first);
    this.clear(second);
    this.solve(first, 0.3 * random(), random);
    solved();
    this.solve(second);
    solved();
    this.solve(first);
    solved();
    if (isBetter(this.value(), before)) return true;
    this.clear(first);
    this.clear(second);
    this.set(first, one);
    if (first !== second) this.set(second, other);
    return false;
  }

  value(): PlanValue {
    return planValue(this.objective, this.sums, this.byes, this.counted);
  }

  result(): RoundsPlan {
    return { rounds: this.rounds as Round[], sums: this.sums, byes: this.byes };
  }

  get count(): number {
    return this.rounds.length;
  }

  /** True if byes are more or less even than need be, and everyone may meet everyone, so that a round robin has no more. */
  canBeRoundRobin(): boolean {
    const { byes, pairs, count } = this;
    const { people } = pairs;
    const needed = this.byesAtFirst + (people % 2) * count;
    const everyone = pairs.u.length === (people * (people - 1)) / 2;
    return (
      everyone && count <= people - 1 + (people % 2) && byes.reduce((sum, missed) => sum + missed, 0) > needed
    );
  }

  private clear(round: number): void {
    const partners = this.rounds[round];
    if (partners == null) return;
    this.change(partners, -1);
    this.rounds[round] = null;
  }

  set(round: number, partners: Round): void {
    this.change(partners, 1);
    this.rounds[round] = partners;
  }

  private change(partners: Round, sign: 1 | -1): void {
    const { byes, open, pairs, sums } = this;
    for (let i = 0; i < partners.length; i++) {
      const j = partners[i] as number;
      if (j === -1) byes[i] = (byes[i] as number) + sign;
      if (j < i) continue;
      const e = edgeBetween(pairs, i, j);
      open[e] = sign === 1 ? 0 : 1;
      const score = sign * (pairs.score[e] as number);
      sums[i] = (sums[i] as number) + score;
      sums[j] = (sums[j] as number) + score;
    }
  }
}
