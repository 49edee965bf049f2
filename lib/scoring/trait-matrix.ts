import { MIN_KNOWN_TRAITS, type Model, type StandardErrors, TRAIT_COUNT, type Traits } from "./model";
import {
  assertStandardErrors,
  assertTraits,
  feasibilityOrFull,
  resonanceTerms,
  scaledSquares,
} from "./score-pair";
import { ScoringError } from "./scoring-error";

/** People one matrix can hold: about 1 KB of kernel memory each, in a 32-bit address space. */
export const MAX_PEOPLE = 1_000_000;

/** Resonance and feasibility that every pair of a crowd shares. */
export interface UniformOptions {
  /** Seven metrics in [0, 1]; absent or null means all 0.5. */
  readonly resonance?: readonly number[] | null | undefined;
  /** In [0, 1]; absent or null means 1. */
  readonly feasibility?: number | null | undefined;
}

/** What is the same for every pair: score = feasibility * (traitWeight * C_traits + resonance). */
export interface UniformTerms {
  /** gamma1. */
  readonly traitWeight: number;
  /** gamma2 * C_res. */
  readonly resonance: number;
  /** F. */
  readonly feasibility: number;
}

/**
 * N people packed once for the many-people verbs (scoreAllPairs, pairsAboveThreshold, bestK, oneAgainstMany).
 * Immutable: it copies the traits. 256 bytes a person here; the kernel lays out about 1 KB a person while it works.
 * A model that corrects for error takes 256 bytes a person more in both.
 */
export class TraitMatrix {
  readonly model: Model;
  /** N. */
  readonly size: number;
  /** N rows of 32, NaN where unknown. Read only. */
  readonly rows: Float64Array;
  /** Per person, bit k set where trait k is known. Read only. */
  readonly masks: Uint32Array;
  /** N rows of 32: alpha * sigma^2, 0 for an unknown trait; null unless the model corrects for error. Read only. */
  readonly squaredErrors: Float64Array | null;
  /** Identity that can be remembered without keeping the matrix alive. */
  readonly key = Symbol("TraitMatrix");

  /**
   * `people` are N people's 32 traits in [0, 1] or null, `standardErrors` as many lists of theirs, or null for traits
   * that are exact. Throws ScoringError("wrong_length" | "out_of_range") with field `people[i]` or
   * `standardErrors[i]`, and "invalid_option" beyond a million people or for errors that the model does not take.
   */
  constructor(
    model: Model,
    people: readonly Traits[],
    standardErrors?: readonly (StandardErrors | null | undefined)[] | null,
  ) {
    if (people.length > MAX_PEOPLE) {
      throw new ScoringError("invalid_option", "people", `At most ${MAX_PEOPLE} people at once.`);
    }
    if (standardErrors != null && standardErrors.length !== people.length) {
      const message = `standardErrors must hold ${people.length} lists, not ${standardErrors.length}.`;
      throw new ScoringError("wrong_length", "standardErrors", message);
    }
    this.model = model;
    this.size = people.length;
    this.rows = new Float64Array(people.length * TRAIT_COUNT);
    this.masks = new Uint32Array(people.length);
    people.forEach((traits, i) => {
      assertTraits(traits, `people[${i}]`);
      const row = this.rows.subarray(i * TRAIT_COUNT, (i + 1) * TRAIT_COUNT);
      this.masks[i] = packTraits(traits, row);
    });
    this.squaredErrors =
      model.correctsForError === true ? new Float64Array(people.length * TRAIT_COUNT) : null;
    standardErrors?.forEach((errors, i) => {
      if (errors == null) return;
      assertStandardErrors(model, errors, `standardErrors[${i}]`);
      const row = this.squaredErrors?.subarray(i * TRAIT_COUNT, (i + 1) * TRAIT_COUNT);
      if (row !== undefined) packErrors(model, errors, people[i] ?? [], row);
    });
  }

  /**
   * The score of people i and j, bit for bit as scorePair gives it, or NaN where fewer than 16 traits are known in
   * both. For the few pairs where the last bit decides; i and j must be below `size`.
   */
  exactScore(i: number, j: number, terms: UniformTerms): number {
    const { rows } = this;
    const { alpha } = this.model;
    const [a, b] = [i * TRAIT_COUNT, j * TRAIT_COUNT];
    let squares = 0;
    let known = 0;
    for (let k = 0; k < TRAIT_COUNT; k++) {
      const difference = (rows[a + k] as number) - (rows[b + k] as number);
      if (Number.isNaN(difference)) continue;
      squares += difference * difference * (alpha[k] as number);
      known++;
    }
    if (this.squaredErrors !== null) squares = Math.max(0, squares - this.noiseOf(a, b, this.squaredErrors));
    if (known < MIN_KNOWN_TRAITS) return Number.NaN;
    const traitCompatibility = Math.exp(-Math.sqrt(scaledSquares(squares, known)));
    return terms.feasibility * (terms.traitWeight * traitCompatibility + terms.resonance);
  }

  /** What errors add to the squared distance of the rows from a and b, over their common traits as scorePair sums it. */
  private noiseOf(a: number, b: number, squaredErrors: Float64Array): number {
    const { rows } = this;
    let noise1 = 0;
    let noise2 = 0;
    for (let k = 0; k < TRAIT_COUNT; k++) {
      if (Number.isNaN(rows[a + k]) || Number.isNaN(rows[b + k])) continue;
      noise1 += squaredErrors[a + k] as number;
      noise2 += squaredErrors[b + k] as number;
    }
    return noise1 + noise2;
  }
}

/** Writes traits into 32 floats, NaN where unknown, and returns the mask of the known ones. */
export function packTraits(traits: Traits, row: Float64Array): number {
  let mask = 0;
  for (let k = 0; k < TRAIT_COUNT; k++) {
    const value = traits[k];
    row[k] = value ?? Number.NaN;
    if (value != null) mask |= 1 << k;
  }
  return mask >>> 0;
}

/** Writes alpha * sigma^2 into 32 floats, 0 for unknown traits and for errors that are null. */
export function packErrors(model: Model, errors: StandardErrors, traits: Traits, row: Float64Array): void {
  for (let k = 0; k < TRAIT_COUNT; k++) {
    const error = traits[k] == null ? 0 : (errors[k] ?? 0);
    row[k] = error * error * (model.alpha[k] as number);
  }
}

/** Throws ScoringError("wrong_length" | "out_of_range") as scorePair does for resonance and feasibility. */
export function uniformTerms(model: Model, options: UniformOptions): UniformTerms {
  return {
    traitWeight: model.gamma1,
    resonance: model.gamma2 * resonanceTerms(model, options.resonance).compatibility,
    feasibility: feasibilityOrFull(options.feasibility),
  };
}
