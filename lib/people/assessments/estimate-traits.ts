import { STATEMENT_ERROR } from "@/lib/people/assessments/measurement";
import { findStatement } from "@/lib/people/assessments/statements";
import { type Answer, keyedValue, traitIndexOf } from "@/lib/people/assessments/trait-posterior";
import { TRAIT_COUNT } from "@/lib/scoring/model";

export interface TraitEstimates {
  /** 32 traits in [0, 1]; null where nothing was answered. Unshrunk: the mean of the keyed answers. */
  readonly traits: readonly (number | null)[];
  /** The standard error of each, null where the trait is. */
  readonly standardErrors: readonly (number | null)[];
}

/**
 * Traits and their standard errors from answers, in any order. A statement's error is `STATEMENT_ERROR`; n statements
 * have 1/√n of it. `errorFactor` widens all of them where the answers deserve less confidence (answer-quality.ts).
 */
export function estimateTraits(answers: readonly Answer[], errorFactor = 1): TraitEstimates {
  const sums = new Array<number>(TRAIT_COUNT).fill(0);
  const counts = new Array<number>(TRAIT_COUNT).fill(0);
  for (const { statementId, value } of answers) {
    const statement = findStatement(statementId);
    if (statement === null) continue;
    const trait = traitIndexOf(statement);
    sums[trait] = (sums[trait] ?? 0) + keyedValue(statement, value);
    counts[trait] = (counts[trait] ?? 0) + 1;
  }
  const perTrait = <T>(value: (sum: number, count: number) => T): (T | null)[] =>
    counts.map((count, trait) => (count === 0 ? null : value(sums[trait] ?? 0, count)));
  return {
    traits: perTrait((sum, count) => sum / count),
    standardErrors: perTrait((_, count) => (STATEMENT_ERROR / Math.sqrt(count)) * errorFactor),
  };
}
