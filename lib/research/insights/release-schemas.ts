import { z } from "zod";
import { PageQuery, pageOf } from "@/lib/platform/pagination";
import { MEASURE_NAMES } from "@/lib/research/insights/question";
import { AskInsights, Card, Filter, QuarterName, Result } from "@/lib/research/insights/schemas";

const milli = z.int().min(0);

const AskedOf = z.strictObject({
  measure: z.enum(MEASURE_NAMES),
  subject: z.string().nullable(),
  dimensions: z.array(z.string()),
  filters: z.array(Filter),
});

/** A release without its figures: what was asked, how precise it is, what it cost. */
export const ReleaseSummary = AskedOf.extend({
  id: z.uuid(),
  edition: QuarterName,
  synthetic: z.boolean(),
  released_at: z.iso.datetime(),
  epsilon_milli: milli,
  error: z.int(),
  cells: z.int(),
  /** For the report of its edition, without a partner that paid. */
  at_opening: z.boolean(),
  /** Whether the caller paid for it. */
  own: z.boolean(),
});
export type ReleaseSummary = z.output<typeof ReleaseSummary>;

export const ReleaseSummaries = pageOf(ReleaseSummary);
export type ReleaseSummaries = z.output<typeof ReleaseSummaries>;

export const ListReleases = PageQuery.extend({ edition: QuarterName.optional() });
export type ListReleases = z.output<typeof ListReleases>;

export const ReleasePath = z.strictObject({
  release_id: z.uuid("Must be the id of a release."),
  /** Of counts in bins: what is read from them. */
  as: z.enum(["distribution", "median"]).optional(),
});
export type ReleasePath = z.output<typeof ReleasePath>;

/** A release with its figures. */
export const Release = ReleaseSummary.extend({ result: Result });
export type Release = z.output<typeof Release>;

/** One of the partner's own questions in its history. */
export const AskedQuery = AskedOf.extend({
  id: z.uuid(),
  asked_at: z.iso.datetime(),
  edition: QuarterName,
  release_id: z.uuid(),
  error: z.int(),
  charged_milli: milli,
});
export type AskedQuery = z.output<typeof AskedQuery>;

export const AskedQueries = pageOf(AskedQuery);
export type AskedQueries = z.output<typeof AskedQueries>;

export const ListQueries = PageQuery.extend({
  /** Only those that cost something. */
  charged: z.boolean().optional(),
  edition: QuarterName.optional(),
});
export type ListQueries = z.output<typeof ListQueries>;

/** A question without an edition: the same of each. */
export const CompareEditions = AskInsights.safeExtend({
  edition: z.undefined().optional(),
  dry_run: z.undefined().optional(),
});
export type CompareEditions = z.output<typeof CompareEditions>;

export const ComparedEdition = z.strictObject({
  edition: QuarterName,
  open: z.boolean(),
  synthetic: z.boolean(),
  /** The most precise answer that was released; null where there is none. */
  result: Result.nullable(),
  /** What the answer would cost where there is none and it can be asked for. */
  card: Card.nullable(),
});
export type ComparedEdition = z.output<typeof ComparedEdition>;

export const MAX_SAVED_NAME = 80;

export const CreateSavedQuery = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name.")
    .max(MAX_SAVED_NAME, `Use at most ${MAX_SAVED_NAME} characters.`),
  query: AskInsights,
});
export type CreateSavedQuery = z.output<typeof CreateSavedQuery>;

export const SavedQueryPath = z.strictObject({ saved_query_id: z.uuid("Must be the id of a saved query.") });
export type SavedQueryPath = z.output<typeof SavedQueryPath>;

export const SavedQuery = AskedOf.extend({
  id: z.uuid(),
  name: z.string(),
  /** Null for the newest edition, whichever that is then. */
  edition: QuarterName.nullable(),
  error: z.int(),
  created_at: z.iso.datetime(),
});
export type SavedQuery = z.output<typeof SavedQuery>;
