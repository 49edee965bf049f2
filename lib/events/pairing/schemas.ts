import { z } from "zod";
import { attendeesUpTo, eventId } from "@/lib/events/pairing/attendee-schemas";
import { Schedule, ScoreBand } from "@/lib/events/pairing/schedule-schemas";
import { Breakdown, modelVersion, score } from "@/lib/partners/compatibility/schemas";
import { PageQuery, pageOf } from "@/lib/platform/pagination";
import { MIN_KNOWN_TRAITS } from "@/lib/scoring/model";

/** Attendees of one call at most. Specification section 8. */
export const MAX_ATTENDEES = 5_000;
/** More than these are matched by a job: the call answers 202. */
export const MAX_ATTENDEES_AT_ONCE = 500;
export const MAX_MATCHES = 10_000;
/** A run works so long at most: what takes longer keeps a thread from everyone else. */
export const LONGEST_RUN_MINUTES = 15;
export const USUAL_MATCHES = 1_000;
export const USUAL_THRESHOLD = 0.6;

const unit = z
  .number("Must be a number from 0 to 1.")
  .min(0, "Must be from 0 to 1.")
  .max(1, "Must be from 0 to 1.");

export const MatchEvent = z
  .strictObject({
    event_id: eventId.meta({ description: "One of your events. It may still be a draft." }),
    attendee_traits: attendeesUpTo(MAX_ATTENDEES).optional().meta({
      description:
        "Who is to be matched. Default: the event’s stored attendees whose traits you gave, under the ids that you gave them, and apart from them the guests who answered for themselves.",
    }),
    threshold: unit
      .nullable()
      .optional()
      .meta({
        description: `Pairs with a lower score are no match. Default: ${USUAL_THRESHOLD}.`,
      }),
    threshold_percentile: z
      .number("Must be a number from 0 to 100.")
      .min(0, "Must be from 0 to 100.")
      .max(100, "Must be from 0 to 100.")
      .nullable()
      .optional()
      .meta({
        description:
          "In place of `threshold`: the threshold is the lowest score that this percentage of all allowed pairs do not exceed.",
      }),
    limit: z
      .int("Must be a whole number.")
      .min(1, "Must be at least 1.")
      .max(MAX_MATCHES, `Must be at most ${MAX_MATCHES.toLocaleString("en-US")}.`)
      .nullable()
      .optional()
      .meta({
        description: `How many of the best pairs come back and are stored. Default: ${USUAL_MATCHES.toLocaleString("en-US")}.`,
      }),
    model_version: modelVersion,
  })
  .superRefine(({ threshold, threshold_percentile }, ctx) => {
    if (threshold == null || threshold_percentile == null) return;
    const message = "Send threshold or threshold_percentile, not both.";
    for (const field of ["threshold", "threshold_percentile"])
      ctx.addIssue({ code: "custom", message, path: [field] });
  })
  .meta({ id: "MatchEvent" });
export type MatchEvent = z.output<typeof MatchEvent>;

export const MatchedPair = z
  .object({
    attendee1_id: z.string(),
    attendee2_id: z.string(),
    compatibility_score: score,
    dimension_breakdown: Breakdown,
  })
  .meta({ id: "MatchedPair" });
export type MatchedPair = z.output<typeof MatchedPair>;

export const OwnAnswersMatch = z
  .object({ attendee1_id: z.string(), attendee2_id: z.string(), band: ScoreBand })
  .meta({ id: "OwnAnswersMatch" });

const ownAnswersMatches = z.array(OwnAnswersMatch).meta({
  description:
    "Pairs of guests who answered for themselves, by band, then by id. They are matched with each other only, by soulmate-2, and only where the call leaves out `attendee_traits`. Empty while fewer than five of them agree.",
});

const Distribution = z
  .object({ min: score, q1: score, median: score, q3: score, p90: score, max: score })
  .meta({
    id: "ScoreDistribution",
    description: "Of the scores of all allowed pairs. It explains why few or many reach the threshold.",
  });

const summaryFields = {
  total_matches: z.int().meta({ description: "Pairs at or above the threshold, returned or not." }),
  match_rate: score.meta({ description: "`total_matches` / `allowed_pairs`. 0 where no pair may meet." }),
  threshold: score.meta({ description: "The threshold that was used." }),
  allowed_pairs: z.int().meta({ description: "Pairs that may meet, by what each seeks." }),
  unscored_pairs: z.int().meta({
    description: `Of these, pairs with fewer than ${MIN_KNOWN_TRAITS} traits known in both. They have no score and are never a match.`,
  }),
  distribution: Distribution.nullable().meta({ description: "Null where no allowed pair has a score." }),
  model_version: z.string(),
  billable_units: z.int().meta({
    description: "Units charged for: one a scored pair, none for an event with a pass, none for test calls.",
  }),
  price_micro_usd: z.int().meta({ description: "Their price in millionths of a US dollar." }),
};

/** What is kept of a match beside its pairs. */
export const MatchSummary = z.object(summaryFields);
export type MatchSummary = z.output<typeof MatchSummary>;

export const EventMatch = z
  .object({
    event_id: z.uuid(),
    run_id: z
      .uuid()
      .meta({ description: "The run that found these, for `GET /v1/events/{event_id}/runs/{run_id}`." }),
    matches: z.array(MatchedPair).meta({
      description:
        "The best first, at most `limit` of them. Equal scores come in the order of the attendees.",
    }),
    own_answers_matches: ownAnswersMatches,
    ...summaryFields,
  })
  .meta({ id: "EventMatch" });
export type EventMatch = z.output<typeof EventMatch>;

export const RUN_STATUSES = ["queued", "running", "finished", "failed", "cancelled"] as const;

export const MatchRun = z
  .object({
    id: z.uuid(),
    event_id: z.uuid(),
    kind: z.enum(["match", "schedule"]),
    status: z.enum(RUN_STATUSES),
    progress: score.meta({ description: "From 0 to 1." }),
    attendees: z.int(),
    model_version: z.string(),
    created_at: z.string().meta({ format: "date-time" }),
    started_at: z.string().nullable().meta({ format: "date-time" }),
    finished_at: z.string().nullable().meta({ format: "date-time" }),
    error_code: z
      .string()
      .nullable()
      .meta({
        description: `Why it failed or was cancelled: \`event_closed\`, \`cancelled_by_request\`, \`matching_interrupted\`, \`matching_too_long\` (after ${LONGEST_RUN_MINUTES} minutes of work: plan fewer rounds or attendees) or \`input_unreadable\`.`,
      }),
    charge_request_id: z.string().nullable().meta({
      description:
        "The request id under which your request log and invoices list what this run scored. Null where nothing is charged.",
    }),
    result: EventMatch.nullable().meta({
      description: "Of a match: what the call would have returned. Null until finished.",
    }),
    schedule: Schedule.nullable().meta({ description: "The same of a schedule." }),
  })
  .meta({ id: "MatchRun" });
export type MatchRun = z.output<typeof MatchRun>;

export const RunPath = z.strictObject({
  event_id: eventId,
  run_id: z.uuid("Must be the id of a run."),
});
export type RunPath = z.output<typeof RunPath>;

/** Ratings of an event that there must be before its organizer sees any. */
export const RATINGS_FLOOR = 5;

export const EventPath = z.strictObject({ event_id: eventId });
export type EventPath = z.output<typeof EventPath>;

export const MatchesQuery = PageQuery;
export type ListMatches = EventPath & PageQuery;

export const StoredMatch = MatchedPair.extend({
  rank: z.int().min(1).meta({ description: "1 for the best." }),
}).meta({ id: "StoredMatch" });

export const Matches = pageOf(StoredMatch)
  .extend({
    run_id: z.uuid().nullable().meta({ description: "The last run that finished. Null before the first." }),
    total_matches: z.int(),
    own_answers_matches: ownAnswersMatches.meta({
      description:
        "On the first page: pairs of guests who answered for themselves, as in the reply of the match. Empty on later pages.",
    }),
  })
  .meta({ id: "Matches" });
export type Matches = z.output<typeof Matches>;
