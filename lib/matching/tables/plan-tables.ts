import { pairCount, pairIndex } from "../../scoring/score-all-pairs";
import type { AllowedPairs } from "../allowed-pairs";
import { MatchingError } from "../matching-error";
import { type PlanOptions, planRounds, type RoundsPlan } from "../rounds/plan-rounds";
import { MAX_ROUNDS, type Objective, type RoundsProblem } from "../rounds/rounds-problem";
import { marginalUtility } from "../rounds/welfare";
import { shuffled } from "../shuffled";
import { Seating } from "./seating";
import { tablePattern } from "./table-pattern";

export interface TablesProblem extends Omit<RoundsProblem, "pins"> {
  /** People at a table: 2 to 8. Tables are as even as can be, so some may have one fewer. */
  readonly tableSize: number;
}

export interface TablesPlan {
  /** By round: the people at each table. */
  rounds: number[][][];
  /** By person: the sum of the scores of all people met. */
  sums: Float64Array;
  /** By person: rounds without a seat, because every table had someone met before or not allowed. */
  byes: Int32Array;
}

/** Swaps looked at for each seat, in all at least and at most. The time they take does not depend on chance. */
const SWAPS_A_SEAT = 1_500;
const SWAPS_AT_LEAST = 500_000;
const SWAPS_AT_MOST = 3_000_000;

/** Between two steps of cooling, each of which tells the progress. */
const SWAPS_A_STEP = 5_000;

/** Beyond so many pairs a look at all swaps takes too long. */
const PAIRS_TO_DESCEND = 5e6;

/**
 * R rounds at tables of k, at which no two people meet twice and no two who may not meet sit together, with an objective
 * as good as can be found. Who sits with whom is far from any exact method at this size, so this is a local search:
 * simulated annealing over swaps of two people of a round, with a price on each conflict that rises as it cools, then
 * swaps that only ever improve. Where that leaves a conflict, a pattern by arithmetic is tried. Who cannot be seated
 * without a conflict in the end has a bye. Deterministic for a source of chance.
 *
 * Tables of 2 are pairs: they are planned by planRounds.
 *
 * Throws MatchingError("invalid_option" | "wrong_length") for rounds, tableSize and scores.
 */
export function planTables(problem: TablesProblem, options: PlanOptions): TablesPlan {
  assertTables(problem);
  const { allowed, scores, rounds, tableSize, objective = "total" } = problem;
  if (tableSize === 2) return ofPairs(planRounds(problem, options));
  const create = () => new Seating(allowed, scores, rounds, tableSize, objective);
  const people = shuffled([...Array(allowed.size).keys()], options.random);
  const searched = create();
  for (let round = 0; round < rounds; round++) searched.seat(round, shuffled(people, options.random));
  if (searched.tableSizes.length > 1) anneal(searched, objective, options);
  const plan = seated(searched, scores, allowed);
  const pattern = hasByes(plan) ? tablePattern(people.length, searched.tableSizes.length, rounds) : null;
  options.onProgress?.(1, 1);
  if (pattern === null) return plan;
  const patterned = create();
  for (const [round, tables] of pattern.entries()) {
    // The larger tables come first, as the seating has them.
    const places = tables.sort((one, other) => other.length - one.length).flat();
    patterned.seat(
      round,
      places.map((place) => people[place] as number),
    );
  }
  descend(patterned, 1e-9 * unitOf(patterned, objective));
  const other = seated(patterned, scores, allowed);
  return hasByes(other) ? plan : other;
}

function hasByes({ byes }: TablesPlan): boolean {
  return byes.some((missed) => missed > 0);
}

function assertTables({ allowed, scores, rounds, tableSize }: TablesProblem): void {
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new MatchingError(
      "invalid_option",
      "rounds",
      `rounds must be a whole number from 1 to ${MAX_ROUNDS}.`,
    );
  }
  if (!Number.isInteger(tableSize) || tableSize < 2 || tableSize > 8) {
    throw new MatchingError("invalid_option", "tableSize", "tableSize must be a whole number from 2 to 8.");
  }
  const count = pairCount(allowed.size);
  if (scores.length !== count) {
    throw new MatchingError(
      "wrong_length",
      "scores",
      `scores must hold ${count} scores, not ${scores.length}.`,
    );
  }
}

/**
 * The price of a conflict begins below what a swap can gain, so that people pass each other, and ends far above it.
 * Temperatures are in scores: at 0.3 a swap that loses 0.3 is made in a third of all cases.
 */
function anneal(seating: Seating, objective: Objective, options: PlanOptions): void {
  const { people, rounds } = seating;
  const all = Math.min(SWAPS_AT_MOST, Math.max(SWAPS_AT_LEAST, SWAPS_A_SEAT * people * rounds));
  const swaps = Math.floor((all * (options.passes ?? 3)) / 3);
  const unit = unitOf(seating, objective);
  const tell = (done: number) => options.onProgress?.(done, 2 * swaps);
  const first = { swaps, hot: 0.3 * unit, cold: 0.003 * unit, random: options.random, tell };
  eachSwap(seating, first, (round, a, b, progress) => {
    const price = unit * (0.5 + 2 * progress);
    return seating.utilityBySwap(round, a, b) - price * seating.conflictsBySwap(round, a, b);
  });
  if (seating.conflicts > 0) {
    // Scores no longer count: first of all no pair meets twice.
    const second = { ...first, hot: 0.5, cold: 0.2, tell: (done: number) => tell(swaps + done) };
    eachSwap(seating, second, (round, a, b) => {
      return seating.conflicts === 0 ? Number.NEGATIVE_INFINITY : -seating.conflictsBySwap(round, a, b);
    });
  }
  if (people * people * rounds > PAIRS_TO_DESCEND) return;
  for (let sweep = 0; sweep < 10; sweep++) if (!descend(seating, 1e-9 * unit)) return;
}

interface Cooling {
  swaps: number;
  hot: number;
  cold: number;
  random: () => number;
  tell: (done: number) => void;
}

/** Draws swaps, and makes those that gain, or lose little for the temperature. */
function eachSwap(
  seating: Seating,
  { swaps, hot, cold, random, tell }: Cooling,
  gainOf: (round: number, a: number, b: number, progress: number) => number,
): void {
  const { people, rounds } = seating;
  let temperature = hot;
  for (let k = 0; k < swaps; k++) {
    if (k % SWAPS_A_STEP === 0) {
      tell(k);
      temperature = hot * (cold / hot) ** (k / swaps);
    }
    const round = Math.floor(random() * rounds);
    const a = Math.floor(random() * people);
    const b = Math.floor(random() * people);
    const chance = random();
    if (seating.areAtOneTable(round, a, b)) continue;
    const gain = gainOf(round, a, b, k / swaps);
    if (gain >= 0 || chance < Math.exp(gain / temperature)) seating.swap(round, a, b);
  }
}

/** What a score of 1 is worth to an average guest. */
function unitOf({ people, sums }: Seating, objective: Objective): number {
  const mean = sums.reduce((sum, own) => sum + own, 0) / people;
  return Math.max(Number.MIN_VALUE, marginalUtility(objective, mean));
}

/** Makes every swap that leaves fewer conflicts, or as many and more utility. False if there was none. */
function descend(seating: Seating, least: number): boolean {
  const { people, rounds } = seating;
  let improved = false;
  for (let round = 0; round < rounds; round++) {
    for (let a = 0; a < people; a++) {
      for (let b = a + 1; b < people; b++) {
        if (seating.areAtOneTable(round, a, b)) continue;
        const conflicts = seating.conflictsBySwap(round, a, b);
        if (conflicts > 0 || (conflicts === 0 && !(seating.utilityBySwap(round, a, b) > least))) continue;
        seating.swap(round, a, b);
        improved = true;
      }
    }
  }
  return improved;
}

/** Reads the tables off. Where a conflict is left, the one with most of them gets up; of equals who had fewer byes. */
function seated(seating: Seating, scores: Float64Array, allowed: AllowedPairs): TablesPlan {
  const { people } = seating;
  const plan: TablesPlan = { rounds: [], sums: new Float64Array(people), byes: new Int32Array(people) };
  const open = allowed.copy();
  const scoreOf = (a: number, b: number) =>
    scores[a < b ? pairIndex(people, a, b) : pairIndex(people, b, a)] as number;
  const mayMeet = (a: number, b: number) => open.allows(a, b) && !Number.isNaN(scoreOf(a, b));
  for (let round = 0; round < seating.rounds; round++) {
    const tables: number[][] = [];
    for (const guests of seating.tablesOf(round)) {
      for (;;) {
        const conflicts = guests.map((a) => guests.filter((b) => b !== a && !mayMeet(a, b)).length);
        const most = Math.max(0, ...conflicts);
        if (most === 0) break;
        const candidates = guests.filter((_, at) => conflicts[at] === most);
        const [first = 0, ...others] = candidates;
        const byesOf = (a: number) => plan.byes[a] as number;
        const up = others.reduce((fewest, a) => (byesOf(a) < byesOf(fewest) ? a : fewest), first);
        guests.splice(guests.indexOf(up), 1);
        plan.byes[up] = byesOf(up) + 1;
      }
      // Alone at a table is no seat.
      if (guests.length === 1) for (const a of guests.splice(0)) plan.byes[a] = (plan.byes[a] as number) + 1;
      for (const [at, a] of guests.entries()) {
        for (const b of guests.slice(at + 1)) {
          open.forbid(a, b);
          for (const guest of [a, b]) plan.sums[guest] = (plan.sums[guest] as number) + scoreOf(a, b);
        }
      }
      if (guests.length > 0) tables.push(guests.sort((a, b) => a - b));
    }
    plan.rounds.push(tables);
  }
  return plan;
}

function ofPairs({ rounds, sums, byes }: RoundsPlan): TablesPlan {
  const tables = rounds.map((partners) =>
    Array.from(partners, (j, i) => [i, j]).filter(([i = 0, j = 0]) => i < j),
  );
  return { rounds: tables, sums, byes };
}
