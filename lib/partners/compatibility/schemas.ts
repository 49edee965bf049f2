import { z } from "zod";
import { PageQuery, pageOf } from "@/lib/platform/pagination";
import { isCalendarDate } from "@/lib/scoring/calendar-date";
import {
  GROUP_NAMES,
  MAX_STANDARD_ERROR,
  MIN_KNOWN_TRAITS,
  RESONANCE_METRIC_COUNT,
  TRAIT_COUNT,
  TRAITS,
} from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";
import { hasEnoughKnownTraits } from "@/lib/scoring/score-pair";

/** Faults of one array that are listed; the rest of it is most likely wrong in the same way. */
const LISTED_ELEMENTS = 32;

function isUpTo(value: unknown, most: number): boolean {
  return typeof value === "number" && value >= 0 && value <= most;
}

function holdsNumbers(value: unknown, length: number, nullable: boolean, most: number): boolean {
  if (!Array.isArray(value) || value.length !== length) return false;
  for (let index = 0; index < length; index += 1) {
    const element: unknown = value[index];
    if (!isUpTo(element, most) && !(nullable && element === null)) return false;
  }
  return true;
}

/**
 * An array of exactly `length` numbers in [0, most], or nulls where `nullable`. One loop instead of a schema for each
 * element: a batch carries 6,400 of them. Every bad element is named. The type is stated, not made by a transform:
 * zod keeps what a schema with one has seen in weak maps, which keeps a tenth of a batch's garbage alive for long.
 */
function numbers<T>(length: number, nullable: boolean, description: string, most = 1): z.ZodType<T, T> {
  const wanted = `Must be a number from 0 to ${most}${nullable ? ", or null" : ""}.`;
  const schema = z
    .unknown()
    .superRefine((value, ctx) => {
      if (holdsNumbers(value, length, nullable, most)) return;
      // `continue: false`: what asks more of the whole pair would only repeat that this array is wrong.
      const refuse = (message: string, path: PropertyKey[] = []) =>
        ctx.addIssue({ code: "custom", message, path, continue: false });
      if (!Array.isArray(value)) {
        refuse(value === undefined ? "Is required." : "Must be an array of numbers.");
        return;
      }
      if (value.length !== length) refuse(`Must hold ${length} numbers, not ${value.length}.`);
      let faults = 0;
      for (let index = 0; index < value.length && faults < LISTED_ELEMENTS; index += 1) {
        const element: unknown = value[index];
        if (isUpTo(element, most) || (nullable && element === null)) continue;
        faults += 1;
        refuse(wanted, [index]);
      }
    })
    .meta({
      override: {
        type: "array",
        items: nullable
          ? { type: ["number", "null"], minimum: 0, maximum: most }
          : { type: "number", minimum: 0, maximum: most },
        minItems: length,
        maxItems: length,
        description,
      },
    });
  return schema as unknown as z.ZodType<T, T>;
}

/** What a body says of one person, wherever people are compared. */
export const personFields = {
  traits: numbers<(number | null)[]>(
    TRAIT_COUNT,
    true,
    `${TRAIT_COUNT} traits from 0 to 1, null where unknown, in this order: ${TRAITS.join(", ")}.`,
  ),
  standard_errors: numbers<(number | null)[] | null | undefined>(
    TRAIT_COUNT,
    true,
    `For soulmate-2: the standard error of each trait, from 0 to ${MAX_STANDARD_ERROR}; null counts as 0. A trait known less well than that is unknown: send it as null. Default: all 0.`,
    MAX_STANDARD_ERROR,
  )
    .nullable()
    .optional(),
};

const Person = z.strictObject(personFields).meta({ id: "PersonTraits" });

const birthdate = z
  .string("Must be a date such as 1990-05-17.")
  .refine(isCalendarDate, "Must be a date that exists, such as 1990-05-17.")
  .meta({ format: "date", description: "YYYY-MM-DD." });

export const modelVersion = z
  .enum(MODEL_VERSIONS as readonly [string, ...string[]], `Must be one of ${MODEL_VERSIONS.join(", ")}.`)
  .nullable()
  .optional()
  .meta({
    description: `The model to score with. Default: the one the key is pinned to, or else ${DEFAULT_MODEL_VERSION}.`,
  });

const pairFields = z.strictObject({
  person1: Person,
  person2: Person,
  model_version: modelVersion,
  resonance: numbers<number[] | undefined>(
    RESONANCE_METRIC_COUNT,
    false,
    `${RESONANCE_METRIC_COUNT} metrics of how the two get on, from 0 to 1. Default: all 0.5.`,
  ).optional(),
  feasibility: z
    .number("Must be a number from 0 to 1.")
    .min(0, "Must be from 0 to 1.")
    .max(1, "Must be from 0 to 1.")
    .optional()
    .meta({
      description: "How feasible a meeting is, from 0 to 1: the score is multiplied by it. Default: 1.",
    }),
  include_numerology: z
    .boolean("Must be true or false.")
    .optional()
    .meta({ description: "For fun: needs both birthdates." }),
  include_astrology: z
    .boolean("Must be true or false.")
    .optional()
    .meta({ description: "For fun: needs both birthdates." }),
  birthdate1: birthdate.optional(),
  birthdate2: birthdate.optional(),
  explain: z
    .boolean("Must be true or false.")
    .optional()
    .meta({ description: "Adds how the score came about." }),
});

/** One pair to score. */
export const CalculateCompatibility = pairFields
  .superRefine((pair, ctx) => {
    if (!hasEnoughKnownTraits(pair.person1.traits, pair.person2.traits)) {
      const message = `At least ${MIN_KNOWN_TRAITS} traits must be known in both people.`;
      ctx.addIssue({ code: "custom", message, path: ["person1", "traits"] });
      ctx.addIssue({ code: "custom", message, path: ["person2", "traits"] });
    }
    if (pair.include_numerology !== true && pair.include_astrology !== true) return;
    for (const field of ["birthdate1", "birthdate2"] as const) {
      if (pair[field] === undefined) {
        ctx.addIssue({ code: "custom", message: "Is required for numerology and astrology.", path: [field] });
      }
    }
  })
  .meta({ id: "CalculateCompatibility" });
export type CalculateCompatibility = z.output<typeof CalculateCompatibility>;

export const score = z.number().min(0).max(1);

export const Breakdown = z
  .object(
    Object.fromEntries(GROUP_NAMES.map((name) => [name, score.nullable()])) as Record<
      (typeof GROUP_NAMES)[number],
      z.ZodNullable<typeof score>
    >,
  )
  .meta({
    id: "DimensionBreakdown",
    description: "How aligned the two are in each group of traits; null where unknown.",
  });

const TraitDifference = z
  .object({
    trait: z.enum(TRAITS),
    group: z.enum(GROUP_NAMES as [string, ...string[]]),
    value1: score,
    value2: score,
    difference: score,
    squared_distance_share: score.meta({ description: "Its part of the squared distance." }),
  })
  .meta({ id: "TraitDifference" });

const ScoreTerm = z
  .object({ weight: z.number(), value: z.number(), contribution: z.number() })
  .meta({ id: "ScoreTerm" });

const Explanation = z
  .object({
    summary: z.string(),
    closest_traits: z.array(TraitDifference),
    widest_traits: z.array(TraitDifference),
    unknown_traits: z.array(z.enum(TRAITS)),
    groups: z.array(
      z.object({
        group: z.enum(GROUP_NAMES as [string, ...string[]]),
        alignment: score.nullable(),
        known_traits: z.int(),
        squared_distance_share: score,
      }),
    ),
    derivation: z.object({
      known_traits: z.int(),
      raw_squared_distance: z.number(),
      squared_error: z.number().optional().meta({
        description: "From soulmate-2 on: what measurement error adds to it, and is taken off.",
      }),
      scale: z.number(),
      distance: z.number(),
      traits: ScoreTerm,
      resonance_mean: ScoreTerm,
      resonance_evenness: ScoreTerm,
      resonance: ScoreTerm,
      total_compatibility: z.number(),
      feasibility: z.number(),
      compatibility_score: z.number(),
    }),
  })
  .meta({
    id: "Explanation",
    description: "Every term of the score, so that it can be worked out again by hand.",
  });
export type Explanation = z.output<typeof Explanation>;

const scoreFields = {
  compatibility_score: score.meta({ description: "The score: feasibility × total_compatibility." }),
  trait_compatibility: score,
  resonance_compatibility: score,
  total_compatibility: score,
  dimension_breakdown: Breakdown,
  numerology_score: score
    .nullable()
    .meta({ description: "For fun, never part of the score; null unless asked for." }),
  astrology_score: score
    .nullable()
    .meta({ description: "For fun, never part of the score; null unless asked for." }),
  trait_coverage: score.meta({ description: `Traits known in both people / ${TRAIT_COUNT}.` }),
  model_version: z.string(),
  score_range: z.object({ low: score, high: score, level: score }).optional().meta({
    id: "ScoreRange",
    description: "From soulmate-2 on: with a probability of `level` the true score is from `low` to `high`.",
  }),
  population_percentile: z.number().min(0).max(100).nullable().optional().meta({
    description:
      "From soulmate-2 on: the percentage of pairs in `population_reference` whose traits are less close; null where there is no reference.",
  }),
  population_reference: z
    .object({ name: z.string(), people: z.int(), date: z.string().meta({ format: "date" }) })
    .nullable()
    .optional()
    .meta({
      description: "From soulmate-2 on: whom the percentile compares with; null where there is none.",
    }),
  explanation: Explanation.optional(),
};

export const PairScore = z.object(scoreFields).meta({ id: "PairScore" });
export type PairScore = z.output<typeof PairScore>;

const stamp = {
  timestamp: z.string().meta({ format: "date-time" }),
  request_id: z.string(),
};

export const Compatibility = z.object({ ...scoreFields, ...stamp }).meta({ id: "Compatibility" });
export type Compatibility = z.output<typeof Compatibility>;

/** Pairs are checked one by one by the verb, so that a bad one does not sink the rest: here they may be anything. */
const pairs = z
  .array(z.unknown(), "Must be an array of pairs.")
  .min(1, "Must hold at least one pair.")
  .meta({
    override: {
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: { $ref: "#/components/schemas/CalculateCompatibility" },
    },
  });

/** Either form; the endpoint says that a bare array stands for `pairs`, which is how the verb always gets it. */
export const CalculateBatch = z
  .union([z.strictObject({ pairs, model_version: modelVersion }), pairs], {
    error: 'Must be {"pairs": […]} or an array of pairs.',
  })
  .meta({ id: "CalculateBatch" }) as unknown as z.ZodType<{
  pairs: unknown[];
  model_version?: string | null | undefined;
}>;

export const BatchQuery = z.strictObject({
  dry_run: z
    .enum(["true", "false"], "Must be true or false.")
    .default("false")
    .transform((value) => value === "true")
    .meta({ description: "Checks and prices the pairs without scoring or charging for them." }),
});

export type CalculateBatch = z.output<typeof CalculateBatch> & z.output<typeof BatchQuery>;

const PairError = z
  .object({
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: "PairError" });

export const BatchResult = z
  .object({
    ok: z.boolean().meta({
      description: "Whether this pair could be scored: then the score's fields are here, else `error`.",
    }),
    error: PairError.optional(),
    ...(Object.fromEntries(Object.entries(scoreFields).map(([name, field]) => [name, field.optional()])) as {
      [K in keyof typeof scoreFields]: z.ZodOptional<(typeof scoreFields)[K]>;
    }),
  })
  .meta({ id: "BatchResult" });
export type BatchResult = z.output<typeof BatchResult>;

export const Batch = z
  .object({
    results: z.array(BatchResult).meta({ description: "One result a pair, in the order of the pairs." }),
    total_pairs: z.int(),
    scored_pairs: z.int().meta({ description: "Pairs that were scored; in a dry run, that could be." }),
    failed_pairs: z.int(),
    dry_run: z.boolean(),
    billable_units: z
      .int()
      .meta({ description: "Units charged for; in a dry run, that would be. Test calls have none." }),
    price_micro_usd: z.int().meta({ description: "Their price in millionths of a US dollar." }),
    model_version: z.string(),
    ...stamp,
  })
  .meta({ id: "Batch" });
export type Batch = z.output<typeof Batch>;

/** Candidates that one call ranks at most. Specification section 3. */
export const MAX_CANDIDATES = 1_000;

const Candidate = z
  .strictObject({
    id: z
      .string("Must be your own id of this candidate.")
      .min(1, "Must not be empty.")
      .max(200, "Must have at most 200 characters.")
      .meta({ description: "Your own id of this candidate, which comes back. Each id once." }),
    ...personFields,
  })
  .meta({ id: "RankCandidate" });

/** One person against many. */
export const RankCandidates = z
  .strictObject({
    person: Person,
    candidates: z
      .array(Candidate, "Must be an array of candidates.")
      .min(1, "Must hold at least one candidate.")
      .max(MAX_CANDIDATES, `Must hold at most ${MAX_CANDIDATES} candidates.`)
      .superRefine((candidates, ctx) => {
        const seen = new Set<string>();
        for (const [index, { id }] of candidates.entries()) {
          if (seen.has(id)) {
            const message = "Must be another than those before it.";
            ctx.addIssue({ code: "custom", message, path: [index, "id"] });
          }
          seen.add(id);
        }
      }),
    limit: z
      .int("Must be a whole number.")
      .min(1, "Must be at least 1.")
      .max(MAX_CANDIDATES, `Must be at most ${MAX_CANDIDATES}.`)
      .nullable()
      .optional()
      .meta({ description: "How many of the best come back. Default: all that were scored." }),
    model_version: modelVersion,
  })
  .meta({ id: "RankCandidates" });
export type RankCandidates = z.output<typeof RankCandidates>;

const RankedCandidate = z
  .object({
    id: z.string(),
    rank: z.int().min(1).meta({
      description:
        "1 for the best. Equal scores share a rank, and the next one leaves as many out: 1, 2, 2, 4.",
    }),
    compatibility_score: score,
    trait_compatibility: score,
    dimension_breakdown: Breakdown,
    trait_coverage: score.meta({ description: `Traits known in both people / ${TRAIT_COUNT}.` }),
    score_range: scoreFields.score_range,
  })
  .meta({ id: "RankedCandidate" });

export const Ranking = z
  .object({
    results: z.array(RankedCandidate).meta({
      description: "The best first, at most `limit` of them; equal scores in the order they were sent.",
    }),
    unscored: z
      .array(z.object({ id: z.string(), trait_coverage: score }).meta({ id: "UnscoredCandidate" }))
      .meta({
        description: `Candidates with fewer than ${MIN_KNOWN_TRAITS} traits known in both, in the order they were sent. They are not charged for.`,
      }),
    total_candidates: z.int(),
    scored_pairs: z.int().meta({ description: "Candidates that were scored, whatever the limit." }),
    billable_units: z
      .int()
      .meta({ description: "Units charged for: one a scored pair. Test calls have none." }),
    price_micro_usd: z.int().meta({ description: "Their price in millionths of a US dollar." }),
    model_version: z.string(),
    ...stamp,
  })
  .meta({ id: "Ranking" });
export type Ranking = z.output<typeof Ranking>;

export const SandboxPerson = z
  .object({
    id: z.string(),
    name: z.string(),
    birthdate: z.string().meta({ format: "date" }),
    about: z.string(),
    traits: z.array(score).length(TRAIT_COUNT),
  })
  .meta({ id: "SandboxPerson" });
export type SandboxPerson = z.output<typeof SandboxPerson>;

export const SandboxPeople = pageOf(SandboxPerson).meta({ id: "SandboxPeople" });

/** All fifty come at once unless fewer are asked for. */
export const SandboxPeopleQuery = PageQuery.extend({ limit: PageQuery.shape.limit.unwrap().default(50) });
