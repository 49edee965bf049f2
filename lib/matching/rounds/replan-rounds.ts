import { MatchingError } from "../matching-error";
import { edgeBetween, type PairList, pairsToPlan, type Round, type RoundsProblem } from "./rounds-problem";
import { solveRound } from "./solve-round";
import { gains } from "./welfare";

/** A round that was drawn at random stays so: who needs another partner in it draws one. */
export interface DrawnRound {
  /** Its place, from 0. */
  readonly index: number;
  readonly random: () => number;
}

export interface Replan {
  /** All rounds: the played ones as they were, the others for those present. */
  rounds: Round[];
  /** By person: the sum of the scores of all partners. */
  sums: Float64Array;
  /** By person: how many rounds without a partner. */
  byes: Int32Array;
  /** By round: people who would have met someone present, and now meet another or have a bye. */
  moved: number[];
}

/**
 * Plans the rounds that are still to come for those who are present, and leaves played rounds alone. Each round is
 * solved exactly, in this order: the most pairs; byes for those who had the fewest; the fewest people moved, now and in
 * later rounds; the objective, or chance in a drawn round. A pair whose round is still to come is drawn forward only where that gives one more pair
 * or evens out byes.
 *
 * Pairs that must meet and have not do so in the first of those rounds, where both are there.
 *
 * `planned` are all rounds, of which the first `played` are over. `present` is 1 for people who are there.
 * Throws MatchingError as pairsToPlan does, and "wrong_length" or "invalid_option" for these.
 */
export function replanRounds(
  problem: RoundsProblem,
  planned: readonly Round[],
  played: number,
  present: Uint8Array,
  drawn: DrawnRound | null = null,
): Replan {
  const pairs = pairsToPlan(problem);
  const { objective = "total", rounds: count } = problem;
  assertPlanned(planned, pairs.people, count, played, present);
  const sums = new Float64Array(pairs.people);
  const byes = new Int32Array(pairs.people);
  const open = Uint8Array.from(pairs.u, (i, e) =>
    present[i] === 1 && present[pairs.v[e] as number] === 1 ? 1 : 0,
  );
  const add = (partners: Round) => {
    for (let i = 0; i < partners.length; i++) {
      const j = partners[i] as number;
      if (j === -1) byes[i] = (byes[i] as number) + 1;
      if (j < i) continue;
      const e = edgeBetween(pairs, i, j);
      if (e === -1) continue;
      open[e] = 0;
      for (const guest of [i, j]) sums[guest] = (sums[guest] as number) + (pairs.score[e] as number);
    }
  };
  const rounds = planned.slice(0, played);
  const moved = rounds.map(() => 0);
  rounds.forEach(add);
  for (let round = played; round < count; round++) {
    const preference = new Int8Array(pairs.u.length);
    for (let later = round; later < count; later++) {
      eachPair(planned[later] as Round, (i, j) => {
        const e = edgeBetween(pairs, i, j);
        if (e !== -1) preference[e] = later === round ? 1 : -1;
      });
    }
    const isDrawn = drawn?.index === round;
    const gain = isDrawn
      ? Float64Array.from(open, () => drawn.random())
      : gains(pairs, objective, sums, open);
    const openNow = isDrawn ? open : withPins(pairs, open, problem.pins ?? []);
    const { mate } = solveRound(pairs, { open: openNow, gain, byes, preference });
    rounds.push(mate);
    add(mate);
    let movedNow = 0;
    eachPair(planned[round] as Round, (i, j) => {
      if (present[i] === 1 && present[j] === 1 && mate[i] !== j) movedNow += 2;
    });
    moved.push(movedNow);
  }
  return { rounds, sums, byes, moved };
}

/** The pairs that may meet, where pinned people who have not met yet may meet each other alone. */
function withPins(pairs: PairList, open: Uint8Array, pins: RoundsProblem["pins"] & object): Uint8Array {
  const partner = new Map<number, number>();
  for (const [i, j] of pins) {
    const e = edgeBetween(pairs, i, j);
    if (e !== -1 && open[e] === 1) partner.set(i, j).set(j, i);
  }
  if (partner.size === 0) return open;
  return open.map((free, e) => {
    const [i, j] = [pairs.u[e] as number, pairs.v[e] as number];
    const touchesPin = partner.has(i) || partner.has(j);
    return touchesPin && partner.get(i) !== j ? 0 : free;
  });
}

function eachPair(partners: Round, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < partners.length; i++) if ((partners[i] as number) > i) visit(i, partners[i] as number);
}

function assertPlanned(
  planned: readonly Round[],
  people: number,
  count: number,
  played: number,
  present: Uint8Array,
): void {
  if (present.length !== people) {
    throw new MatchingError("wrong_length", "present", `present must be of ${people} people.`);
  }
  if (planned.length !== count || planned.some((partners) => partners.length !== people)) {
    throw new MatchingError(
      "wrong_length",
      "planned",
      `planned must be ${count} rounds of ${people} people.`,
    );
  }
  if (!Number.isInteger(played) || played < 0 || played > count) {
    throw new MatchingError("invalid_option", "played", `played must be a whole number from 0 to ${count}.`);
  }
}
