import { withKernel } from "./kernel/kernel";
import { type StandardErrors, TRAIT_COUNT, type Traits } from "./model";
import { assertStandardErrors, assertTraits } from "./score-pair";
import { packErrors, packTraits, type TraitMatrix, type UniformOptions, uniformTerms } from "./trait-matrix";

export interface OneOptions extends UniformOptions {
  /** The one person's standard errors, for a model that corrects for error; absent or null means exact. */
  readonly standardErrors?: StandardErrors | null | undefined;
}

/**
 * Scores one person (32 traits in [0, 1] or null) against everyone in the matrix: N f64 within 1e-12 of scorePair,
 * NaN where fewer than 16 traits are known in both.
 *
 * Throws ScoringError as scorePair does, with field "person" for the traits and "standardErrors" for their errors.
 */
export function oneAgainstMany(matrix: TraitMatrix, person: Traits, options: OneOptions = {}): Float64Array {
  assertTraits(person, "person");
  const row = new Float64Array(TRAIT_COUNT);
  const mask = packTraits(person, row);
  const { model } = matrix;
  const { standardErrors } = options;
  const errors = model.correctsForError === true ? new Float64Array(TRAIT_COUNT) : null;
  if (standardErrors != null) {
    assertStandardErrors(model, standardErrors, "standardErrors");
    if (errors !== null) packErrors(model, standardErrors, person, errors);
  }
  return withKernel(matrix, uniformTerms(matrix.model, options), (kernel) => {
    kernel.loadOne(row, mask, errors);
    kernel.exports.scoreOne();
    return kernel.floats(kernel.exports.bufferAt(), matrix.size).slice();
  });
}
