import { pairsToPlan, type Round, type RoundsProblem } from "./rounds-problem";
import { solveRound } from "./solve-round";

/**
 * One round drawn at random, to compare planned rounds with: as many pairs as may meet, whichever they are. Scores play
 * no part in it. Where everyone may meet everyone, all such rounds are equally likely. Pairs that must meet are left to
 * planned rounds. The same source of chance draws the same round.
 *
 * Throws MatchingError as pairsToPlan does.
 */
export function drawControlRound(
  { allowed, scores, rounds, pins = [] }: RoundsProblem,
  random: () => number,
): Round {
  const free = allowed.copy();
  for (const [i, j] of pins) free.forbid(i, j);
  const pairs = pairsToPlan({ allowed: free, scores, rounds });
  const open = new Uint8Array(pairs.u.length).fill(1);
  const gain = Float64Array.from(pairs.u, () => random());
  return solveRound(pairs, { open, gain, byes: new Int32Array(pairs.people) }).mate;
}

/** The problem of all other rounds: who met in the drawn round does not meet again, and its byes count. */
export function withoutControl<P extends RoundsProblem>(problem: P, drawn: Round): P {
  const allowed = problem.allowed.copy();
  const byesBefore = Int32Array.from(drawn, (partner) => (partner === -1 ? 1 : 0));
  for (const [i, j] of drawn.entries()) if (j > i) allowed.forbid(i, j);
  return { ...problem, allowed, rounds: problem.rounds - 1, byesBefore };
}
