import { priorCovariance, STATEMENT_ERROR, TRAIT_MEAN } from "@/lib/people/assessments/measurement";
import { findStatement, type Statement } from "@/lib/people/assessments/statements";
import { TRAIT_COUNT, TRAITS } from "@/lib/scoring/model";

/** A person's answer to a statement: 1 (disagree strongly) to 5 (agree strongly). */
export interface Answer {
  readonly statementId: string;
  readonly value: number;
}

const NOISE = STATEMENT_ERROR ** 2;
const TRAIT_INDEX = new Map(TRAITS.map((trait, index) => [trait, index]));

/** The index of a statement's trait. */
export function traitIndexOf({ trait }: Pick<Statement, "trait">): number {
  return TRAIT_INDEX.get(trait) ?? 0;
}

/** An answer on the trait's own scale, [0, 1]: a reversed statement is turned round. */
export function keyedValue(statement: Pick<Statement, "reversed">, value: number): number {
  const agreement = (value - 1) / 4;
  return statement.reversed ? 1 - agreement : agreement;
}

/**
 * What answers say of 32 traits together: a Gaussian posterior in closed form, updated an answer at a time (Kalman
 * 1960, with one observation a step; the order does not matter). It only chooses which statements to ask and notices
 * answers that do not fit: scores are computed from unshrunk estimates (specification section 1b).
 */
export class TraitPosterior {
  readonly mean = new Float64Array(TRAIT_COUNT).fill(TRAIT_MEAN);
  readonly covariance = new Float64Array(TRAIT_COUNT * TRAIT_COUNT);

  constructor(answers: readonly Answer[] = []) {
    for (let row = 0; row < TRAIT_COUNT; row += 1) {
      for (let column = 0; column < TRAIT_COUNT; column += 1) {
        this.covariance[row * TRAIT_COUNT + column] = priorCovariance(row, column);
      }
    }
    for (const { statementId, value } of answers) {
      const statement = findStatement(statementId);
      if (statement !== null) this.observe(traitIndexOf(statement), keyedValue(statement, value));
    }
  }

  /** The variance of what one more answer about a trait would be. */
  predictiveVariance(trait: number): number {
    return this.at(trait, trait) + NOISE;
  }

  /** Takes one keyed answer in. Returns its innovation: how far it is from what was expected. */
  observe(trait: number, keyed: number): number {
    const innovation = keyed - (this.mean[trait] ?? TRAIT_MEAN);
    const gain = this.gainOf(trait);
    const row = this.covariance.slice(trait * TRAIT_COUNT, (trait + 1) * TRAIT_COUNT);
    for (let index = 0; index < TRAIT_COUNT; index += 1) {
      const weight = gain[index] ?? 0;
      if (weight === 0) continue;
      this.mean[index] = (this.mean[index] ?? TRAIT_MEAN) + weight * innovation;
      for (let other = 0; other < TRAIT_COUNT; other += 1) {
        const place = index * TRAIT_COUNT + other;
        this.covariance[place] = (this.covariance[place] ?? 0) - weight * (row[other] ?? 0);
      }
    }
    return innovation;
  }

  /** How much one more answer about a trait takes off the summed variance of all traits, each by its weight. */
  varianceSavedBy(trait: number, weights?: readonly number[]): number {
    let saved = 0;
    for (let index = 0; index < TRAIT_COUNT; index += 1) {
      saved += (weights?.[index] ?? 1) * this.at(index, trait) ** 2;
    }
    return saved / this.predictiveVariance(trait);
  }

  private gainOf(trait: number): Float64Array {
    const variance = this.predictiveVariance(trait);
    return Float64Array.from({ length: TRAIT_COUNT }, (_, index) => this.at(index, trait) / variance);
  }

  private at(row: number, column: number): number {
    return this.covariance[row * TRAIT_COUNT + column] ?? 0;
  }
}

/**
 * The statements that would tell most, best first, each chosen as if those before it had been answered. `weights` says
 * what each trait's variance counts: all alike for a person, 4 δ² for a pair whose trait differs by δ (the derivative
 * of D²).
 */
export function chooseStatements(
  answers: readonly Answer[],
  candidates: readonly Statement[],
  count: number,
  weights?: readonly number[],
): Statement[] {
  const posterior = new TraitPosterior(answers);
  const left = [...candidates];
  const chosen: Statement[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    let bestSaved = -1;
    for (const [index, candidate] of left.entries()) {
      const saved = posterior.varianceSavedBy(traitIndexOf(candidate), weights);
      if (saved > bestSaved + 1e-15) {
        best = index;
        bestSaved = saved;
      }
    }
    const [next] = left.splice(best, 1);
    if (next === undefined) break;
    chosen.push(next);
    const trait = traitIndexOf(next);
    // What will be answered is not known. Its mean changes no variance, so it stands in.
    posterior.observe(trait, posterior.mean[trait] ?? TRAIT_MEAN);
  }
  return chosen;
}
