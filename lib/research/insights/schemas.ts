import { z } from "zod";
import { pageOf } from "@/lib/platform/pagination";
import {
  BIN_WIDTH,
  BINS,
  DIMENSIONS,
  MAX_DIMENSIONS,
  MEASURE_NAMES,
  MEASURES,
  SUBJECTS,
  suits,
  valuesOf,
} from "@/lib/research/insights/question";

const quarter = z
  .string()
  .regex(/^\d{4}-Q[1-4]$/, "Must be a quarter, such as 2026-Q4.")
  .meta({
    description: "The quarter of an edition, such as `2026-Q4`. Default: the newest edition.",
    example: "2026-Q4",
  });

/** A quarter, such as `2026-Q4`. */
export const QuarterName = quarter;

const milli = z.int().min(0);
const MAX_ERROR = 1_000_000;

export const Filter = z.strictObject({
  dimension: z.string(),
  values: z.array(z.string()).min(1, "Keep at least one value, or leave the filter out."),
});

export const AskInsights = z
  .strictObject({
    edition: quarter.nullable().optional(),
    measure: z.enum(MEASURE_NAMES).meta({
      description:
        "`people` and `pairs` are counts. Averages, medians and distributions are of a trait or a group of traits, or of compatibility scores over the pairs that chance made.",
    }),
    subject: z
      .enum(SUBJECTS as [string, ...string[]])
      .nullable()
      .optional()
      .meta({
        description:
          "The trait, or the group of traits, that a `trait_` measure is about. Traits of intimacy are in no edition.",
      }),
    dimensions: z
      .array(z.string())
      .max(MAX_DIMENSIONS, `Choose at most ${MAX_DIMENSIONS} dimensions.`)
      .nullable()
      .optional()
      .meta({
        description: `By what to tell people apart, at most ${MAX_DIMENSIONS}: \`age_band\`, \`region\`, or a trait’s third of the scale, such as \`novelty_level\`. Pairs have the first two: what both have in common, or \`mixed\`.`,
      }),
    filters: z
      .array(Filter)
      .nullable()
      .optional()
      .meta({ description: "The values to keep of a dimension, each dimension once." }),
    error: z
      .int("Must be a whole number.")
      .min(1, "Must be at least 1.")
      .max(MAX_ERROR, `Must be at most ${MAX_ERROR.toLocaleString("en-US")}.`)
      .meta({
        description:
          "How far each count may be off, with a probability of 95 %. The smallest epsilon that is enough is found for it.",
        example: 20,
      }),
    dry_run: z
      .boolean()
      .nullable()
      .optional()
      .meta({ description: "True for the card alone: what the question costs. Nothing is read or charged." }),
  })
  .superRefine(({ measure, subject, dimensions, filters }, ctx) => {
    const { source, ofSubject } = MEASURES[measure];
    const fault = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: "custom", path, message });
    if (ofSubject && subject == null) fault(["subject"], `Name the trait or group that ${measure} is about.`);
    if (!ofSubject && subject != null) fault(["subject"], `${measure} has no subject.`);
    const isKnown = (dimension: string) => DIMENSIONS.includes(dimension) && suits(dimension, source);
    for (const [at, dimension] of (dimensions ?? []).entries()) {
      if (!isKnown(dimension)) fault(["dimensions", at], `Is no dimension of ${measure}.`);
      else if (dimensions?.indexOf(dimension) !== at) fault(["dimensions", at], "Is given twice.");
    }
    for (const [place, { dimension, values }] of (filters ?? []).entries()) {
      if (!isKnown(dimension)) {
        fault(["filters", place, "dimension"], `Is no dimension of ${measure}.`);
        continue;
      }
      if (filters?.findIndex((filter) => filter.dimension === dimension) !== place)
        fault(["filters", place, "dimension"], "Is given twice.");
      const names = valuesOf(dimension, source).map(({ name }) => name);
      for (const [at, value] of values.entries()) {
        if (!names.includes(value))
          fault(["filters", place, "values", at], `Must be one of ${names.join(", ")}.`);
        else if (values.indexOf(value) !== at) fault(["filters", place, "values", at], "Is given twice.");
      }
    }
  });
export type AskInsights = z.output<typeof AskInsights>;

const Figure = z.strictObject({ value: z.int(), error: z.int().min(0) }).meta({
  description:
    "A count with noise, rounded to it. The true one is within ±`error` with a probability of 95 %.",
});
const Estimate = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ description: "From 0 to 1. The true one is from `low` to `high` with a probability of 95 %." });

export const ResultCell = z.strictObject({
  at: z
    .array(z.strictObject({ dimension: z.string(), value: z.string() }))
    .meta({ description: "The value of each dimension." }),
  count: Figure.nullable().meta({
    description: "Null where the noisy count is under 10. Whether anyone is there cannot be seen.",
  }),
  estimate: Estimate.nullable().meta({
    description: "The average or the median; null for counts and distributions.",
  }),
  bins: z
    .array(Figure.nullable())
    .length(BINS)
    .nullable()
    .meta({ description: `Of a distribution: ${BINS} bins of ${BIN_WIDTH / 1_000} from 0 to 1.` }),
});
export type ResultCell = z.output<typeof ResultCell>;

export const Result = z.strictObject({
  release_id: z.uuid().meta({ description: "Cite this: the answer under it never changes." }),
  released_at: z.iso.datetime(),
  edition: quarter,
  epsilon_milli: milli.meta({
    description: "What the release cost everyone in the edition, in thousandths of epsilon.",
  }),
  error: z.int().meta({ description: "How far each count may be off, 95 %." }),
  mechanism: z.literal("discrete_laplace"),
  cells: z.array(ResultCell),
  total: Figure.nullable().meta({
    description: "The sum of the counts that are shown. Hidden ones count as nothing.",
  }),
});
export type Result = z.output<typeof Result>;

export const Card = z.strictObject({
  edition: quarter,
  cells: z.int().meta({ description: "How many cells the answer has, hidden ones too." }),
  unit: z.enum(["people", "pairs"]),
  error: z.int().meta({ description: "How far each count may be off, 95 %, rounding included." }),
  average_error_of_1000: z.number().nullable().meta({
    description:
      "Of an average: how far it may be off in a group of 1,000, from 0 to 1, at worst. Null for other measures.",
  }),
  epsilon_milli: milli.nullable().meta({
    description:
      "What it costs, in thousandths of epsilon: 0 where it is known. Null where no budget is enough for that error.",
  }),
  known: z
    .strictObject({ release_id: z.uuid(), error: z.int() })
    .nullable()
    .meta({ description: "The release that answers the question already, at no cost." }),
  left_milli: milli.meta({ description: "What you can still spend in this edition." }),
  affordable: z.boolean(),
});
export type Card = z.output<typeof Card>;

export const InsightQuery = z.strictObject({
  id: z.uuid().nullable().meta({ description: "Null for a dry run." }),
  asked_at: z.iso.datetime().nullable(),
  measure: z.enum(MEASURE_NAMES),
  subject: z.string().nullable(),
  dimensions: z.array(z.string()),
  filters: z.array(Filter),
  charged_milli: milli.meta({ description: "What it cost your share." }),
  card: Card.nullable().meta({ description: "What it would cost. Null once it has been answered." }),
  result: Result.nullable(),
});
export type InsightQuery = z.output<typeof InsightQuery>;

export const QueryPath = z.object({ query_id: z.uuid("Must be the id of a query.") });
export type QueryPath = z.output<typeof QueryPath>;

export const BudgetQuery = z.strictObject({ edition: quarter.optional() });
export type BudgetQuery = z.output<typeof BudgetQuery>;

export const Budget = z.strictObject({
  edition: quarter,
  state: z.enum(["open", "closed"]),
  budget_milli: milli.meta({
    description: "Of all partners together. At most 4,000, which is an epsilon of 4.",
  }),
  charged_milli: milli.meta({ description: "What all releases have cost so far." }),
  share_milli: milli.meta({ description: "Yours. No other partner can use it up." }),
  used_milli: milli.meta({ description: "What you have spent of it." }),
  borrowed_milli: milli.meta({ description: "What you have spent of others’." }),
  left_milli: milli.meta({ description: "What you can still spend, loans included." }),
  lending_from: z.iso.datetime().meta({
    description: "From then on half of what each partner has left is lent to those who ask first.",
  }),
});
export type Budget = z.output<typeof Budget>;

export const Edition = z.strictObject({
  edition: quarter,
  state: z.enum(["open", "closed"]),
  date_range: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
  published_at: z.iso.datetime(),
  people: Figure.nullable().meta({ description: "As it was released: the exact number stays inside." }),
  commitment: z.string().meta({
    description:
      "SHA-256 of a secret nonce and all rows, in hexadecimal: the data of an edition cannot be changed unseen.",
  }),
  synthetic: z.boolean().meta({ description: "Whether its people were drawn by chance for a demo." }),
  epsilon_milli: milli,
});
export type Edition = z.output<typeof Edition>;

export const Editions = pageOf(Edition);
export type Editions = z.output<typeof Editions>;

const listed = (name: string) =>
  z
    .string()
    .max(500, "Must have at most 500 characters.")
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(valuesOf(name, "rows").map(({ name }) => name) as [string, ...string[]])))
    .optional();

export const ExportQuery = z.strictObject({
  edition: quarter.optional(),
  from: z.iso.date("Must be a date, such as 2026-10-01.").optional().meta({
    description: "With `to`, in place of `edition`: the newest edition whose quarter lies in these dates.",
  }),
  to: z.iso.date("Must be a date, such as 2026-12-31.").optional(),
  age_band: listed("age_band").meta({ description: "Age bands to keep, separated by commas." }),
  region: listed("region").meta({ description: "Regions to keep, separated by commas." }),
});
export type ExportQuery = z.output<typeof ExportQuery>;

const Pattern = z.strictObject({ value: z.string(), people: Figure.nullable() });

export const InsightExport = z.strictObject({
  edition: quarter,
  date_range: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
  total_assessments: Figure.nullable(),
  average_compatibility: Estimate.nullable(),
  median_compatibility: Estimate.nullable(),
  compatibility_distribution: z
    .array(z.strictObject({ from: z.number(), to: z.number(), pairs: Figure.nullable() }))
    .nullable(),
  dimension_insights: z
    .array(z.strictObject({ dimension: z.string(), average: Estimate.nullable() }))
    .nullable(),
  demographic_patterns: z.strictObject({
    age_band: z.array(Pattern).nullable(),
    region: z.array(Pattern).nullable(),
  }),
  trends: z
    .array(
      z.strictObject({
        edition: quarter,
        total_assessments: Figure.nullable(),
        average_compatibility: Estimate.nullable(),
        median_compatibility: Estimate.nullable(),
      }),
    )
    .meta({ description: "The same figures of every edition up to this one, oldest first." }),
  query_needed: z.array(z.string()).meta({
    description:
      "The figures that were not released for these filters. Ask for them with POST /v1/insights/queries.",
  }),
  epsilon_milli: milli,
  anonymized: z.literal(true),
  no_personal_data: z.literal(true),
  synthetic: z.boolean(),
});
export type InsightExport = z.output<typeof InsightExport>;
