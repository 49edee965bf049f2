import {
  FULL_FEASIBILITY,
  GROUPS,
  type GroupName,
  MAX_STANDARD_ERROR,
  MIN_KNOWN_TRAITS,
  type Model,
  NEUTRAL_RESONANCE,
  RESONANCE_METRIC_COUNT,
  type StandardErrors,
  TRAIT_COUNT,
  type Traits,
} from "./model";
import { ScoringError } from "./scoring-error";

export interface PairInput {
  readonly traits1: Traits;
  readonly traits2: Traits;
  /** Seven metrics in [0, 1]; absent or null means all 0.5. */
  readonly resonance?: readonly number[] | null | undefined;
  /** In [0, 1]; absent or null means 1. */
  readonly feasibility?: number | null | undefined;
  /** For a model that corrects for error; absent or null means that the traits are exact. */
  readonly standardErrors1?: StandardErrors | null | undefined;
  readonly standardErrors2?: StandardErrors | null | undefined;
}

/** All numbers are in [0, 1]. */
export interface PairScore {
  /** S = F * C_total: the compatibility score. */
  compatibilityScore: number;
  /** C_traits = exp(-D). */
  traitCompatibility: number;
  /** C_res. */
  resonanceCompatibility: number;
  /** C_total. */
  totalCompatibility: number;
  /** Alignment of each group; null where the two have no known trait of it in common. */
  dimensionBreakdown: Record<GroupName, number | null>;
  /** Traits known in both / 32. */
  traitCoverage: number;
}

/** What resonance becomes in the score. */
export interface ResonanceTerms {
  /** Mean of the seven metrics. */
  mean: number;
  /** Their population variance. */
  variance: number;
  /** clamp01(1 - variance). */
  evenness: number;
  /** C_res = beta1 * mean + beta2 * evenness. */
  compatibility: number;
}

const NEUTRAL: readonly number[] = Array.from({ length: RESONANCE_METRIC_COUNT }, () => NEUTRAL_RESONANCE);

/** Whether a value is a number in [0, 1]; false for NaN and for anything that is no number. */
export function isUnitInterval(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/** How many traits are known (not null) in both. */
export function knownInBoth(traits1: Traits, traits2: Traits): number {
  let known = 0;
  for (let k = 0; k < TRAIT_COUNT; k++) if (traits1[k] != null && traits2[k] != null) known++;
  return known;
}

/** Whether two well-formed people share enough known traits (16) to be scored. */
export function hasEnoughKnownTraits(traits1: Traits, traits2: Traits): boolean {
  return knownInBoth(traits1, traits2) >= MIN_KNOWN_TRAITS;
}

/** Throws ScoringError("wrong_length" | "out_of_range") unless there are 32 traits, each null or in [0, 1]. */
export function assertTraits(traits: Traits, field: string): void {
  if (traits.length !== TRAIT_COUNT) {
    throw new ScoringError(
      "wrong_length",
      field,
      `${field} must hold ${TRAIT_COUNT} traits, not ${traits.length}.`,
    );
  }
  for (let k = 0; k < TRAIT_COUNT; k++) {
    const value = traits[k];
    if (value !== null && !isUnitInterval(value)) {
      throw new ScoringError(
        "out_of_range",
        field,
        `${field}[${k}] must be null or a number from 0 to 1.`,
        k,
      );
    }
  }
}

/** Whether a value is a number that a standard error can be. */
export function isStandardError(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= MAX_STANDARD_ERROR;
}

/**
 * Throws ScoringError("wrong_length" | "out_of_range") unless there are 32 standard errors, each null or in
 * [0, MAX_STANDARD_ERROR], and "invalid_option" where the model takes traits as exact.
 */
export function assertStandardErrors(model: Model, errors: StandardErrors, field: string): void {
  if (model.correctsForError !== true) {
    throw new ScoringError("invalid_option", field, `${model.version} takes no standard errors.`);
  }
  if (errors.length !== TRAIT_COUNT) {
    throw new ScoringError(
      "wrong_length",
      field,
      `${field} must hold ${TRAIT_COUNT} standard errors, not ${errors.length}.`,
    );
  }
  for (let k = 0; k < TRAIT_COUNT; k++) {
    const value = errors[k];
    if (value !== null && !isStandardError(value)) {
      const message = `${field}[${k}] must be null or a number from 0 to ${MAX_STANDARD_ERROR}.`;
      throw new ScoringError("out_of_range", field, message, k);
    }
  }
}

/**
 * What measurement error adds to D^2 before scaling: the sum of alpha * (sigma1^2 + sigma2^2) over the traits known
 * in both. Summed for each person first, so that the many-people kernel can add two people's sums and get the same
 * bits. Throws as assertStandardErrors.
 */
export function squaredError(
  model: Model,
  traits1: Traits,
  traits2: Traits,
  standardErrors1: StandardErrors | null | undefined,
  standardErrors2: StandardErrors | null | undefined,
): number {
  if (standardErrors1 != null) assertStandardErrors(model, standardErrors1, "standardErrors1");
  if (standardErrors2 != null) assertStandardErrors(model, standardErrors2, "standardErrors2");
  let sum1 = 0;
  let sum2 = 0;
  for (let k = 0; k < TRAIT_COUNT; k++) {
    if (traits1[k] === null || traits2[k] === null) continue;
    const weight = model.alpha[k] as number;
    const error1 = standardErrors1?.[k] ?? 0;
    const error2 = standardErrors2?.[k] ?? 0;
    sum1 += error1 * error1 * weight;
    sum2 += error2 * error2 * weight;
  }
  return sum1 + sum2;
}

/**
 * C_res and the parts it is made of (specification section 1). `resonance` is seven metrics in [0, 1], or absent
 * or null for all 0.5. Throws ScoringError("wrong_length" | "out_of_range").
 */
export function resonanceTerms(model: Model, resonance?: readonly number[] | null): ResonanceTerms {
  const metrics = resonance ?? NEUTRAL;
  if (metrics.length !== RESONANCE_METRIC_COUNT) {
    throw new ScoringError(
      "wrong_length",
      "resonance",
      `resonance must hold ${RESONANCE_METRIC_COUNT} metrics, not ${metrics.length}.`,
    );
  }
  let sum = 0;
  for (let m = 0; m < RESONANCE_METRIC_COUNT; m++) {
    const value = metrics[m];
    if (!isUnitInterval(value)) {
      throw new ScoringError("out_of_range", "resonance", `resonance[${m}] must be a number from 0 to 1.`, m);
    }
    sum += value;
  }
  const mean = sum / RESONANCE_METRIC_COUNT;
  let squares = 0;
  for (let m = 0; m < RESONANCE_METRIC_COUNT; m++) {
    const deviation = (metrics[m] ?? 0) - mean;
    squares += deviation * deviation;
  }
  const variance = squares / RESONANCE_METRIC_COUNT;
  const evenness = clamp01(1 - variance);
  return { mean, variance, evenness, compatibility: model.beta1 * mean + model.beta2 * evenness };
}

/** F, or 1 where absent or null. Throws ScoringError("out_of_range"). */
export function feasibilityOrFull(feasibility?: number | null): number {
  const value = feasibility ?? FULL_FEASIBILITY;
  if (!isUnitInterval(value)) {
    throw new ScoringError("out_of_range", "feasibility", "feasibility must be a number from 0 to 1.");
  }
  return value;
}

/**
 * Scores one pair by specification section 1, and by 1b where the model corrects for error.
 *
 * `traits1` and `traits2` are 32 traits in [0, 1] or null in the order of TRAITS, `resonance` seven metrics in
 * [0, 1] (default all 0.5), `feasibility` F in [0, 1] (default 1). Symmetric in the two people. Alignments are those
 * of the answers as given under every model (docs/decisions/0042).
 *
 * Throws ScoringError: "wrong_length", "out_of_range", or "too_few_known_traits" where fewer than 16 traits are
 * known in both.
 */
export function scorePair(
  model: Model,
  { traits1, traits2, resonance, feasibility, standardErrors1, standardErrors2 }: PairInput,
): PairScore {
  if (traits1.length !== TRAIT_COUNT || traits2.length !== TRAIT_COUNT) refuseTraits(traits1, traits2);
  const tally: Tally = { squares: 0, known: 0 };
  const dimensionBreakdown = {
    attachment: addGroup(GROUPS.attachment, model, traits1, traits2, tally),
    conflict: addGroup(GROUPS.conflict, model, traits1, traits2, tally),
    cognitive: addGroup(GROUPS.cognitive, model, traits1, traits2, tally),
    values: addGroup(GROUPS.values, model, traits1, traits2, tally),
    social: addGroup(GROUPS.social, model, traits1, traits2, tally),
    sexual: addGroup(GROUPS.sexual, model, traits1, traits2, tally),
    life_structure: addGroup(GROUPS.life_structure, model, traits1, traits2, tally),
  };
  if (tally.known < MIN_KNOWN_TRAITS) {
    throw new ScoringError(
      "too_few_known_traits",
      "traits2",
      `Only ${tally.known} traits are known in both people; at least ${MIN_KNOWN_TRAITS} are needed.`,
    );
  }
  if (standardErrors1 != null || standardErrors2 != null) {
    const noise = squaredError(model, traits1, traits2, standardErrors1, standardErrors2);
    tally.squares = Math.max(0, tally.squares - noise);
  }
  const resonanceCompatibility = resonanceTerms(model, resonance).compatibility;
  const feasible = feasibilityOrFull(feasibility);
  const traitCompatibility = Math.exp(-Math.sqrt(scaledSquares(tally.squares, tally.known)));
  const totalCompatibility = model.gamma1 * traitCompatibility + model.gamma2 * resonanceCompatibility;
  return {
    compatibilityScore: feasible * totalCompatibility,
    traitCompatibility,
    resonanceCompatibility,
    totalCompatibility,
    dimensionBreakdown,
    traitCoverage: tally.known / TRAIT_COUNT,
  };
}

/** What the groups add up to on the way to D^2. */
interface Tally {
  squares: number;
  known: number;
}

/**
 * Adds a group's weighted squares to the tally and returns its alignment, clamp01(1 - mean |a - b|) over its
 * traits known in both, or null where there is none. Checks values in the same pass, because a second pass over
 * 64 traits costs more than the score itself.
 */
function addGroup(
  group: readonly number[],
  model: Model,
  traits1: Traits,
  traits2: Traits,
  tally: Tally,
): number | null {
  const { alpha } = model;
  let squares = tally.squares;
  let gaps = 0;
  let known = 0;
  for (let index = 0; index < group.length; index++) {
    const k = group[index] as number;
    const a = traits1[k];
    const b = traits2[k];
    if (isUnitInterval(a) && isUnitInterval(b)) {
      const difference = a - b;
      squares += difference * difference * (alpha[k] as number);
      gaps += Math.abs(difference);
      known++;
    } else if (!((a === null || isUnitInterval(a)) && (b === null || isUnitInterval(b)))) {
      refuseTraits(traits1, traits2);
    }
  }
  tally.squares = squares;
  tally.known += known;
  return known === 0 ? null : clamp01(1 - gaps / known);
}

/** Throws the precise error for traits that `scorePair` found wanting. */
function refuseTraits(traits1: Traits, traits2: Traits): void {
  assertTraits(traits1, "traits1");
  assertTraits(traits2, "traits2");
}

/** Squares summed over the known traits, brought to 32 traits so that half-known pairs stay comparable. */
export function scaledSquares(squares: number, known: number): number {
  return known === TRAIT_COUNT ? squares : squares * (TRAIT_COUNT / known);
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
