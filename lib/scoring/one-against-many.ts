import { withKernel } from "./kernel/kernel";
import { TRAIT_COUNT, type Traits } from "./model";
import { assertTraits } from "./score-pair";
import { packTraits, type TraitMatrix, type UniformOptions, uniformTerms } from "./trait-matrix";

/**
 * Scores one person (32 traits in [0, 1] or null) against everyone in the matrix: N f64 within 1e-12 of scorePair,
 * NaN where fewer than 16 traits are known in both.
 *
 * Throws ScoringError as scorePair does, with field "person" for the traits.
 */
export function oneAgainstMany(
  matrix: TraitMatrix,
  person: Traits,
  options: UniformOptions = {},
): Float64Array {
  assertTraits(person, "person");
  const row = new Float64Array(TRAIT_COUNT);
  const mask = packTraits(person, row);
  return withKernel(matrix, uniformTerms(matrix.model, options), (kernel) => {
    kernel.loadOne(row, mask);
    kernel.exports.scoreOne();
    return kernel.floats(kernel.exports.bufferAt(), matrix.size).slice();
  });
}
