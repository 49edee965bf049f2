import type { BestPartners } from "../scoring/best-k";
import { GROUP_NAMES, type Model, type StandardErrors, type Traits } from "../scoring/model";
import { DEFAULT_MODEL_VERSION, getModel } from "../scoring/models";
import { pairIndex, scoreAllPairs } from "../scoring/score-all-pairs";
import { scorePair } from "../scoring/score-pair";
import { TraitMatrix, type UniformOptions } from "../scoring/trait-matrix";
import { type AllowedPairs, type MatchPerson, type PairRules, pairGraph } from "./allowed-pairs";
import { bestAllowed } from "./best-allowed";
import { type GuestFigures, guestFigures, type PriceOfFairness, priceOfFairness } from "./guest-report";
import { type CrowdMatch, type CrowdOptions, matchCrowd } from "./match-crowd";
import { MatchingError } from "./matching-error";
import { type Pairing, type PairingOptions, pairPeople } from "./pair-people";
import { drawControlRound, withoutControl } from "./rounds/control-round";
import { planRounds, type RoundsPlan } from "./rounds/plan-rounds";
import { type Replan, replanRounds } from "./rounds/replan-rounds";
import { type LinearSolver, type RoundsBound, roundsBound } from "./rounds/rounds-bound";
import type { Objective, Round, RoundsProblem } from "./rounds/rounds-problem";
import { seededRandom } from "./seeded-random";
import { planTables, type TablesPlan } from "./tables/plan-tables";

/** The people of an event, and who of them may meet. Plain data, so that a thread can be given it. */
export interface CrowdInput {
  readonly people: readonly MatchPerson[];
  /** By person: 32 traits in [0, 1] or null. */
  readonly traits: readonly Traits[];
  readonly standardErrors?: readonly (StandardErrors | null | undefined)[] | null;
  /** The model asked for, or the default one. */
  readonly modelVersion?: string;
  readonly rules?: PairRules;
  readonly options?: UniformOptions;
  /**
   * Scores in place of those by traits, condensed as by scoreAllPairs: in [0, 1], or null where a pair has none. Not for
   * `crowd` and `best`, which find their pairs by traits.
   */
  readonly scores?: readonly (number | null)[] | null;
}

interface RoundsAsked {
  readonly rounds: number;
  readonly objective?: Objective;
}

/** Chance for a drawn round is a stream of its own, so that planned rounds do not depend on it. */
const CONTROL_STREAM = 0x5eed_c0de;

export interface MatchingTasks {
  /** All pairs above a threshold. */
  crowd: Pick<CrowdOptions, "threshold" | "thresholdPercentile" | "limit">;
  /** The best k partners of each. */
  best: { readonly k: number };
  /** One exact pairing, with its certificate. */
  pairing: Pick<PairingOptions, "threshold" | "maxCardinality">;
  rounds: RoundsAsked & { readonly seed: number; readonly controlRound?: number | null };
  tables: RoundsAsked & { readonly seed: number; readonly tableSize: number };
  replan: RoundsAsked & {
    readonly planned: readonly Round[];
    readonly played: number;
    readonly present: Uint8Array;
    /** As it was planned, and what people who need another partner in it draw by. */
    readonly seed?: number;
    readonly controlRound?: number | null;
  };
}

/** How the guests fare, and what fairness cost: null where the total was asked for. */
export interface Fairness {
  guests: GuestFigures[];
  fairness: PriceOfFairness | null;
}

export interface Counted {
  /** Pairs that may meet and have a score. */
  scoredPairs: number;
}

/** People who sit together, and the scores of their pairs: of the first with each after it, then of the second. */
export interface SeatedTable {
  people: number[];
  /** NaN where a pair has no score. */
  scores: number[];
}

export interface Seated {
  /** By round, its tables. A pair is a table of two. */
  seated: SeatedTable[][];
}

/** `alignments` has, for each pair returned, the seven groups in the order of GROUP_NAMES, NaN where a group is unknown. */
export interface MatchingResults {
  crowd: CrowdMatch & { alignments: Float64Array };
  best: BestPartners;
  pairing: Pairing & Counted & Seated & { guests: GuestFigures[] };
  /** `bound` is null where no solver was given, or there are too many pairs for it. */
  rounds: RoundsPlan & Counted & Seated & Fairness & { bound: RoundsBound | null };
  tables: TablesPlan & Counted & Seated & Fairness;
  replan: Replan & Counted & Seated & { guests: GuestFigures[] };
}

export type MatchingKind = keyof MatchingTasks;

export interface MatchingTask<K extends MatchingKind = MatchingKind> {
  readonly kind: K;
  readonly crowd: CrowdInput;
  readonly ask: MatchingTasks[K];
}

export interface MatchingTools {
  /** Is called now and then with how much of how much is done. What it throws ends the task. */
  readonly onProgress?: (done: number, total: number) => void;
  /** For the bound of rounds. */
  readonly solve?: LinearSolver;
}

interface Prepared extends MatchingTools, Pick<RoundsProblem, "allowed"> {
  readonly matrix: TraitMatrix;
  readonly traits: readonly Traits[];
  readonly pins: [number, number][];
  readonly options: UniformOptions;
  readonly given: Float64Array | null;
}

type Runners = { [K in MatchingKind]: (ask: MatchingTasks[K], prepared: Prepared) => MatchingResults[K] };

const RUNNERS: Runners = {
  crowd: (ask, { matrix, allowed, options, onProgress, traits }) => {
    const match = matchCrowd(matrix, allowed, { ...options, ...ask, onProgress });
    return { ...match, alignments: alignmentsOf(matrix.model, traits, match) };
  },
  best: ({ k }, { matrix, allowed, options }) => bestAllowed(matrix, allowed, k, options),
  pairing: (ask, { allowed, pins, onProgress, ...prepared }) => {
    const scores = scoresOf(prepared);
    const pairing = pairPeople(scores, allowed, { ...ask, pins, ...(onProgress && { onProgress }) });
    const guests = guestFigures(partnersOfRounds([pairing.mate], allowed.size), scores, allowed);
    return {
      ...pairing,
      guests,
      seated: seatedOf([pairsOf(pairing.mate)], scores, allowed),
      scoredPairs: scoredPairsOf(scores, allowed),
    };
  },
  rounds: (ask, prepared) => {
    const { allowed, pins, solve, onProgress } = prepared;
    const whole = { ...ask, allowed, pins, scores: scoresOf(prepared) };
    const control = ask.controlRound ?? null;
    const drawn = control === null ? null : drawControlRound(whole, controlRandom(ask.seed));
    const problem = drawn === null ? whole : withoutControl(whole, drawn);
    const planFor = (objective: Objective) =>
      planRounds(
        { ...problem, objective },
        { random: seededRandom(ask.seed), ...(onProgress && { onProgress }) },
      );
    const plan = planFor(ask.objective ?? "total");
    const rounds =
      drawn === null || control === null ? plan.rounds : plan.rounds.toSpliced(control - 1, 0, drawn);
    return {
      ...plan,
      rounds,
      guests: guestFigures(partnersOfRounds(rounds, allowed.size), problem.scores, allowed),
      seated: seatedOf(rounds.map(pairsOf), problem.scores, allowed),
      // What is said of the plan leaves the drawn round out.
      fairness: priceOf(ask.objective, problem.allowed, plan.sums, () => planFor("total").sums),
      bound: solve === undefined || !isBounded(problem) ? null : roundsBound(problem, plan, solve),
      scoredPairs: scoredPairsOf(problem.scores, allowed),
    };
  },
  tables: (ask, prepared) => {
    const { allowed, onProgress } = prepared;
    const problem = { ...ask, allowed, scores: scoresOf(prepared) };
    const planFor = (objective: Objective) =>
      planTables(
        { ...problem, objective },
        { random: seededRandom(ask.seed), ...(onProgress && { onProgress }) },
      );
    const plan = planFor(ask.objective ?? "total");
    const partners = Array.from({ length: allowed.size }, (): number[] => []);
    for (const guests of plan.rounds.flat()) {
      for (const guest of guests) partners[guest]?.push(...guests.filter((other) => other !== guest));
    }
    return {
      ...plan,
      guests: guestFigures(partners, problem.scores, allowed),
      seated: seatedOf(plan.rounds, problem.scores, allowed),
      fairness: priceOf(ask.objective, allowed, plan.sums, () => planFor("total").sums),
      scoredPairs: scoredPairsOf(problem.scores, allowed),
    };
  },
  replan: (ask, prepared) => {
    const { allowed, pins } = prepared;
    const problem = { ...ask, allowed, pins, scores: scoresOf(prepared) };
    const drawn =
      ask.controlRound == null ? null : { index: ask.controlRound - 1, random: controlRandom(ask.seed ?? 0) };
    const plan = replanRounds(problem, ask.planned, ask.played, ask.present, drawn);
    const partners = partnersOfRounds(plan.rounds, allowed.size);
    const guests = guestFigures(partners, problem.scores, allowed);
    const seated = seatedOf(plan.rounds.map(pairsOf), problem.scores, allowed);
    return { ...plan, guests, seated, scoredPairs: scoredPairsOf(problem.scores, allowed) };
  },
};

/**
 * Runs one task from plain data to plain data. It may take seconds, so it belongs in a thread of its own:
 * lib/platform/matching-thread.ts.
 *
 * Throws MatchingError and ScoringError as the functions it calls do, and MatchingError("invalid_option") with field
 * `modelVersion` for a model that was never published.
 */
export function runMatchingTask<K extends MatchingKind>(
  task: MatchingTask<K>,
  tools: MatchingTools = {},
): MatchingResults[K] {
  const {
    people,
    traits,
    standardErrors,
    modelVersion = DEFAULT_MODEL_VERSION,
    rules,
    options = {},
    scores = null,
  } = task.crowd;
  const model = getModel(modelVersion);
  if (model === undefined) {
    throw new MatchingError("invalid_option", "modelVersion", `There is no model "${modelVersion}".`);
  }
  if (traits.length !== people.length) {
    const message = `traits must be of ${people.length} people, not ${traits.length}.`;
    throw new MatchingError("wrong_length", "traits", message);
  }
  const { allowed, pins } = pairGraph(people, rules);
  const matrix = new TraitMatrix(model, traits, standardErrors);
  const given = scores === null ? null : Float64Array.from(scores, (score) => score ?? Number.NaN);
  return RUNNERS[task.kind](task.ask, { ...tools, matrix, traits, allowed, pins, options, given });
}

function controlRandom(seed: number): () => number {
  return seededRandom(seed ^ CONTROL_STREAM);
}

function alignmentsOf(model: Model, traits: readonly Traits[], { pairs }: CrowdMatch): Float64Array {
  const alignments = new Float64Array(pairs.count * GROUP_NAMES.length);
  for (let p = 0; p < pairs.count; p++) {
    const [traits1 = [], traits2 = []] = [traits[pairs.a[p] as number], traits[pairs.b[p] as number]];
    const { dimensionBreakdown } = scorePair(model, { traits1, traits2 });
    for (const [g, group] of GROUP_NAMES.entries()) {
      alignments[p * GROUP_NAMES.length + g] = dimensionBreakdown[group] ?? Number.NaN;
    }
  }
  return alignments;
}

function scoresOf({ matrix, options, given }: Pick<Prepared, "matrix" | "options" | "given">): Float64Array {
  return given ?? scoreAllPairs(matrix, options);
}

function scoredPairsOf(scores: Float64Array, allowed: AllowedPairs): number {
  let [count, at] = [0, 0];
  for (let i = 0; i < allowed.size; i++) {
    for (let j = i + 1; j < allowed.size; j++, at++) {
      if (!Number.isNaN(scores[at]) && allowed.allows(i, j)) count++;
    }
  }
  return count;
}

function pairsOf(mates: Int32Array): number[][] {
  return Array.from(mates, (other, place) => [place, other]).filter(([one = 0, other = -1]) => other > one);
}

function seatedOf(
  rounds: readonly (readonly number[][])[],
  scores: Float64Array,
  { size }: AllowedPairs,
): SeatedTable[][] {
  const scoreOf = (i: number, j: number) => scores[pairIndex(size, Math.min(i, j), Math.max(i, j))];
  return rounds.map((tables) =>
    tables.map((people) => ({
      people,
      scores: people.flatMap((one, i) =>
        people.slice(i + 1).map((other) => scoreOf(one, other) ?? Number.NaN),
      ),
    })),
  );
}

/** Beyond so many pairs the linear programme takes minutes and gigabytes. */
const BOUNDED_PAIRS = 50_000;

function isBounded({ allowed }: { allowed: AllowedPairs }): boolean {
  return allowed.count() <= BOUNDED_PAIRS;
}

function partnersOfRounds(rounds: readonly Round[], people: number): number[][] {
  return Array.from({ length: people }, (_, i) =>
    rounds.map((partners) => partners[i] ?? -1).filter((j) => j !== -1),
  );
}

/** Over the guests who may meet anyone: the least of all would be the 0 of one who may not. */
function priceOf(
  objective: Objective | undefined,
  allowed: AllowedPairs,
  sums: Float64Array,
  ofTotal: () => Float64Array,
): PriceOfFairness | null {
  if (objective === undefined || objective === "total") return null;
  const isCounted = (_: number, guest: number) => allowed.degree(guest) > 0;
  return priceOfFairness(sums.filter(isCounted), ofTotal().filter(isCounted));
}
