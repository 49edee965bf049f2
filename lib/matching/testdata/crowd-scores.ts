import { soulmate1 } from "../../scoring/model";
import { scoreAllPairs } from "../../scoring/score-all-pairs";
import { correlatedCrowd } from "../../scoring/testdata/crowd";
import { TraitMatrix } from "../../scoring/trait-matrix";
import { AllowedPairs } from "../allowed-pairs";

/** Scores of a correlated crowd, condensed. */
export function crowdScores(people: number, seed: number): Float64Array {
  return scoreAllPairs(new TraitMatrix(soulmate1, correlatedCrowd(people, seed)));
}

/** Everyone may meet everyone, but for a share of pairs drawn as blocks, and for people of one of so many groups. */
export function drawnRules(people: number, random: () => number, blocked: number, groups = 0): AllowedPairs {
  const allowed = new AllowedPairs(people, true);
  for (let i = 0; i < people; i++) {
    for (let j = i + 1; j < people; j++) {
      if (random() < blocked || (groups > 0 && i % groups === j % groups)) allowed.forbid(i, j);
    }
  }
  return allowed;
}
