import { GROUP_NAMES, GROUPS, MIN_KNOWN_TRAITS, TRAIT_COUNT } from "../model";
import { ScoringError } from "../scoring-error";
import type { TraitMatrix, UniformTerms } from "../trait-matrix";
import { KERNEL_WASM } from "./kernel-wasm";

/** What assembly/kernel.ts exports; each function is described there. */
interface KernelExports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  configure(people: number, corrects: boolean): number;
  alphaAt(): number;
  scaleByKnownAt(): number;
  groupEndsAt(): number;
  groupSizesAt(): number;
  rowsAt(): number;
  masksAt(): number;
  bufferAt(): number;
  keptAt(): number;
  countsAt(): number;
  paddedPeople(): number;
  errorPanelsAt(): number;
  noisesAt(): number;
  prepare(tinySquare: number, stepsPerUnit: number, slackSquare: number): void;
  setTerms(traitWeight: number, resonance: number, feasibility: number): void;
  scoreRows(first: number): void;
  scoreRowsWithAlignments(first: number): void;
  scoreOne(): void;
  countRows(first: number, boundQ: number, bound: number): number;
  rowsAbove(first: number, boundQ: number, bound: number, least: number): number;
  bestRows(first: number, k: number, tieBand: number): void;
  boundInSteps(square: number): number;
}

/** Rows scored by one call of scoreRows, scoreRowsWithAlignments, and the searches. */
export const ROWS_PER_BLOCK = 8;
export const ALIGNED_ROWS_PER_BLOCK = 2;
export const SEARCH_ROWS_PER_BLOCK = 4;

/** An instance whose memory grew past this is not kept between calls, since WebAssembly memory never shrinks. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** Largest 16-bit step: 32 squared differences of twice this still fit 31 bits. */
const MAX_STEP = 4095;

/**
 * Of a corrected model: a smaller step, so that the noise of two people (at most 32 alpha MAX_STANDARD_ERROR^2 each)
 * can be added in 31 bits as well. 32 * 7200^2 and twice 32 * 0.09 * 7200^2 stay below 2^31.
 */
const MAX_STEP_CORRECTED = 3600;

/** People in a panel of the kernel. */
const PANEL = 4;

/** Traits are in [0, 1] and taken from the middle, so no coordinate is further out than this. */
const HALF_RANGE = 0.5;

let compiled: WebAssembly.Module | undefined;
let idle: Kernel | undefined;

/** One WebAssembly instance and the matrix that is laid out in its memory. */
export class Kernel {
  readonly exports: KernelExports;
  private loaded: TraitMatrix["key"] | undefined;

  constructor() {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL_WASM), (char) => char.charCodeAt(0)));
    this.exports = new WebAssembly.Instance(compiled).exports as KernelExports;
  }

  get byteLength(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** Lays the matrix out in memory, unless it is there already. Views taken before are void afterwards. */
  load(matrix: TraitMatrix): void {
    if (this.loaded === matrix.key) return;
    this.loaded = undefined;
    const { exports } = this;
    const corrects = matrix.squaredErrors !== null;
    if (!exports.configure(matrix.size, corrects)) {
      throw new ScoringError("invalid_option", "people", `No memory for ${matrix.size} people at once.`);
    }
    const { alpha } = matrix.model;
    this.floats(exports.rowsAt(), matrix.rows.length).set(matrix.rows);
    this.words(exports.masksAt(), matrix.size).set(matrix.masks);
    this.floats(exports.alphaAt(), TRAIT_COUNT).set(alpha);
    this.floats(exports.scaleByKnownAt(), TRAIT_COUNT + 1).set(
      Array.from({ length: TRAIT_COUNT + 1 }, (_, known) =>
        known < MIN_KNOWN_TRAITS ? Number.NaN : TRAIT_COUNT / known,
      ),
    );
    const sizes = GROUP_NAMES.map((group) => GROUPS[group].length);
    this.floats(exports.groupSizesAt(), sizes.length).set(sizes);
    let end = 0;
    this.words(exports.groupEndsAt(), sizes.length).set(
      sizes.map((size) => {
        end += size;
        return end;
      }),
    );
    if (matrix.squaredErrors !== null) this.loadErrors(matrix.squaredErrors, matrix.size);
    const delta = squareError(alpha);
    exports.prepare(tinySquare(matrix), stepsPerUnit(alpha, corrects), SLACK * delta);
    this.loaded = matrix.key;
  }

  /** Puts one person where scoreOne looks for it; `squaredErrors` only for a model that corrects. */
  loadOne(row: Float64Array, mask: number, squaredErrors: Float64Array | null): void {
    const at = this.exports.paddedPeople();
    this.floats(this.exports.rowsAt() + at * TRAIT_COUNT * 8, TRAIT_COUNT).set(row);
    this.words(this.exports.masksAt() + at * 4, 1)[0] = mask;
    if (squaredErrors !== null) this.placeErrors(at, squaredErrors, 0);
  }

  private loadErrors(squaredErrors: Float64Array, size: number): void {
    const { exports } = this;
    const padded = exports.paddedPeople();
    this.floats(exports.errorPanelsAt(), padded * TRAIT_COUNT).fill(0);
    this.floats(exports.noisesAt(), padded).fill(0);
    for (let i = 0; i < size; i++) this.placeErrors(i, squaredErrors, i * TRAIT_COUNT);
  }

  /** Writes person i's errors into their panel, and the sum in the order in which scorePair adds them. */
  private placeErrors(i: number, squaredErrors: Float64Array, from: number): void {
    const start = Math.floor(i / PANEL) * PANEL * TRAIT_COUNT + (i % PANEL);
    const panels = this.floats(this.exports.errorPanelsAt(), (i + PANEL) * TRAIT_COUNT);
    let noise = 0;
    for (let k = 0; k < TRAIT_COUNT; k++) {
      const value = squaredErrors[from + k] as number;
      panels[start + k * PANEL] = value;
      noise += value;
    }
    this.floats(this.exports.noisesAt(), i + 1)[i] = noise;
  }

  floats(at: number, length: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, at, length);
  }

  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.exports.memory.buffer, at, length);
  }
}

/**
 * Lends a kernel with the matrix loaded and the terms set. A call from within `use` (a visitor that scores
 * something else, say) gets a kernel of its own; one is kept for the next call.
 */
export function withKernel<Result>(
  matrix: TraitMatrix,
  terms: UniformTerms,
  use: (kernel: Kernel) => Result,
): Result {
  const kernel = idle ?? new Kernel();
  idle = undefined;
  try {
    kernel.load(matrix);
    kernel.exports.setTerms(terms.traitWeight, terms.resonance, terms.feasibility);
    return use(kernel);
  } finally {
    if (kernel.byteLength <= KEPT_BYTES) idle = kernel;
  }
}

/**
 * How far a squared distance from |a|^2 + |b|^2 - 2ab may be off: each of the three sums of 32 products of numbers in
 * [0, 1] by at most 34 u sum(alpha), u = 2^-53. Noise taken off the norms beforehand makes them no larger.
 */
function squareError(alpha: readonly number[]): number {
  return 4 * 34 * 2 ** -53 * alpha.reduce((sum, weight) => sum + weight, 0);
}

/** Times squareError: scaling for unknown traits at most doubles it, and the noise adds a sum of its own. */
const SLACK = 4;

/**
 * Squared distance below which |a|^2 + |b|^2 - 2ab has lost too many digits for a score exact to 5e-13: the score is
 * off by gamma1 * squareError / (2 D).
 */
function tinySquare({ model }: TraitMatrix): number {
  const delta = squareError(model.alpha);
  const distance = (model.gamma1 * delta) / (2 * 5e-13);
  return Math.max(distance * distance, 4 * delta);
}

function stepsPerUnit(alpha: readonly number[], corrects: boolean): number {
  const furthest = Math.sqrt(Math.max(...alpha)) * HALF_RANGE;
  return furthest > 0 ? (corrects ? MAX_STEP_CORRECTED : MAX_STEP) / furthest : 1;
}
