import { MIN_KNOWN_TRAITS, type Model, TRAIT_COUNT, type Traits } from "./model";
import { assertTraits, feasibilityOrFull, resonanceTerms, scaledSquares } from "./score-pair";
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
 */
export class TraitMatrix {
  readonly model: Model;
  /** N. */
  readonly size: number;
  /** N rows of 32, NaN where unknown. Read only. */
  readonly rows: Float64Array;
  /** Per person, bit k set where trait k is known. Read only. */
  readonly masks: Uint32Array;
  /** Identity that can be remembered without keeping the matrix alive. */
  readonly key = Symbol("TraitMatrix");

  /**
   * `people` are N people's 32 traits in [0, 1] or null. Throws ScoringError("wrong_length" | "out_of_range") with
   * field `people[i]`, and "invalid_option" beyond a million people.
   */
  constructor(model: Model, people: readonly Traits[]) {
    if (people.length > MAX_PEOPLE) {
      throw new ScoringError("invalid_option", "people", `At most ${MAX_PEOPLE} people at once.`);
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
    if (known < MIN_KNOWN_TRAITS) return Number.NaN;
    const traitCompatibility = Math.exp(-Math.sqrt(scaledSquares(squares, known)));
    return terms.feasibility * (terms.traitWeight * traitCompatibility + terms.resonance);
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

/** Throws ScoringError("wrong_length" | "out_of_range") as scorePair does for resonance and feasibility. */
export function uniformTerms(model: Model, options: UniformOptions): UniformTerms {
  return {
    traitWeight: model.gamma1,
    resonance: model.gamma2 * resonanceTerms(model, options.resonance).compatibility,
    feasibility: feasibilityOrFull(options.feasibility),
  };
}
