/** The 32 traits, in the order every trait array uses. Index k of `Traits` is `TRAITS[k]`. */
export const TRAITS = Object.freeze([
  "attachment_security",
  "abandonment_sensitivity",
  "emotional_regulation",
  "coregulation_skill",
  "distress_tolerance",
  "conflict_directness",
  "repair_efficiency",
  "responsibility_taking",
  "listening_depth",
  "metacommunication_skill",
  "analytical_decisions",
  "intuitive_decisions",
  "abstraction_preference",
  "concreteness_preference",
  "cognitive_flexibility",
  "autonomy",
  "family",
  "novelty",
  "stability",
  "growth",
  "tradition",
  "extroversion",
  "introversion_preference",
  "attention_comfort",
  "conversation_depth",
  "social_adaptability",
  "physical_intimacy",
  "emotional_intimacy",
  "sexual_communication",
  "routine_preference",
  "work_life_balance",
  "lifestyle_flexibility",
] as const);

export type TraitName = (typeof TRAITS)[number];

export const TRAIT_COUNT = TRAITS.length;

/** Traits that must be known in both people before a pair can be scored at all. */
export const MIN_KNOWN_TRAITS = 16;

/** Metrics in a pair's resonance, each in [0, 1]. */
export const RESONANCE_METRIC_COUNT = 7;

/** What each resonance metric is taken to be when the caller has none: neither for nor against. */
export const NEUTRAL_RESONANCE = 0.5;

/** Feasibility when the caller has none: nothing stands in the way. */
export const FULL_FEASIBILITY = 1;

function range(first: number, last: number): readonly number[] {
  return Object.freeze(Array.from({ length: last - first + 1 }, (_, offset) => first + offset));
}

/**
 * Group name to the indices of its traits. Every trait is in exactly one group and each group is a run of
 * neighbouring indices, in this order; the kernel relies on both (asserted in model.test.ts).
 */
export const GROUPS = Object.freeze({
  attachment: range(0, 4),
  conflict: range(5, 9),
  cognitive: range(10, 14),
  values: range(15, 20),
  social: range(21, 25),
  sexual: range(26, 28),
  life_structure: range(29, 31),
});

export type GroupName = keyof typeof GROUPS;

export const GROUP_NAMES: readonly GroupName[] = Object.freeze(Object.keys(GROUPS) as GroupName[]);

/** One person's 32 traits in the order of `TRAITS`, each in [0, 1]; `null` is unknown. */
export type Traits = readonly (number | null)[];

/**
 * The standard errors of one person's 32 traits, each in [0, MAX_STANDARD_ERROR]. `null` counts as 0, and so does
 * the whole list where it is absent.
 */
export type StandardErrors = readonly (number | null)[];

/**
 * The largest standard error of a trait. An answer given at random spreads by 1 / sqrt(12) = 0.289, so a trait that
 * is known less well than this is unknown (`null`).
 */
export const MAX_STANDARD_ERROR = 0.3;

/** How often the range of a score holds the true score. */
export const RANGE_LEVEL = 0.8;

/**
 * The constants of one version of the compatibility model.
 *
 * D = sqrt(sum alpha_k (a_k - b_k)^2), C_traits = exp(-D),
 * C_res = beta1 mean(R) + beta2 clamp01(1 - var(R)), C_total = gamma1 C_traits + gamma2 C_res.
 */
export interface Model {
  readonly version: string;
  /** Weight of each trait's squared difference; 32 numbers >= 0. */
  readonly alpha: readonly number[];
  /** Weight of the mean of the resonance metrics. */
  readonly beta1: number;
  /** Weight of the evenness (1 - variance) of the resonance metrics. */
  readonly beta2: number;
  /** Weight of C_traits in C_total. */
  readonly gamma1: number;
  /** Weight of C_res in C_total. */
  readonly gamma2: number;
  /** Whether D^2 is corrected for the standard errors of the traits (specification section 1b). */
  readonly correctsForError?: true;
}

/** Specification section 1. Published: never edit, add a version beside it in models.ts instead. */
export const soulmate1: Model = Object.freeze({
  version: "soulmate-1",
  alpha: Object.freeze(Array.from({ length: TRAIT_COUNT }, () => 1)),
  beta1: 0.5,
  beta2: 0.5,
  gamma1: 0.5,
  gamma2: 0.5,
});

/** Specification section 1b: `soulmate-1` with D^2 corrected for measurement error. Published: never edit. */
export const soulmate2: Model = Object.freeze({
  ...soulmate1,
  version: "soulmate-2",
  correctsForError: true,
});
