import { z } from "zod";
import { PriceOfFairness, SchedulePlan } from "@/lib/events/pairing/schedule-schemas";
import { MatchSummary } from "@/lib/events/pairing/schemas";
import { score } from "@/lib/partners/compatibility/schemas";

const moment = z.string().meta({ format: "date-time" });
const momentOrNull = (description: string) =>
  z.string().nullable().meta({ format: "date-time", description });

const AttendeeCounts = z
  .object({
    total: z.int(),
    with_traits: z.int().meta({ description: "Those who can be matched." }),
    without_traits: z.int(),
  })
  .meta({ id: "AttendeeCounts" });
export type AttendeeCounts = z.output<typeof AttendeeCounts>;

const GuestDistribution = z
  .object({ min: score, q1: score, median: score, q3: score, p90: score, max: score })
  .meta({
    id: "GuestDistribution",
    description:
      "Of one figure of each attendee who meets anyone. Quantiles lie between two of them where their rank does, linearly.",
  });
export type GuestDistribution = z.output<typeof GuestDistribution>;

const figuresOf = (which: string) =>
  GuestDistribution.nullable().meta({
    description: `Of the ${which} score of each attendee. Null where no one meets.`,
  });

const runFields = {
  run_id: z.uuid(),
  created_at: moment,
  finished_at: moment,
  attendees: z.int().meta({ description: "How many people the call was about." }),
  model_version: z.string(),
};

const { total_matches, match_rate, threshold, allowed_pairs, unscored_pairs, distribution } =
  MatchSummary.shape;

const MatchAnalytics = z
  .object({
    ...runFields,
    total_matches,
    match_rate,
    threshold,
    allowed_pairs,
    unscored_pairs,
    distribution,
    attendees_without_match: z.int().nullable().meta({
      description:
        "Attendees who are in no pair at or above the threshold. Null where not all of those pairs are stored: send a higher `limit`.",
    }),
  })
  .meta({ id: "MatchAnalytics" });
export type MatchAnalytics = z.output<typeof MatchAnalytics>;

const ScheduleAnalytics = z
  .object({
    ...runFields,
    objective: SchedulePlan.shape.objective,
    rounds: z.int(),
    table_size: z.int(),
    total_score: SchedulePlan.shape.total_score,
    is_certified: SchedulePlan.shape.is_certified,
    gap: z.number().nullable().meta({
      description:
        "The share of the objective that may be lost at most: 0 with a certificate. Null where no bound is known.",
    }),
    price_of_fairness: PriceOfFairness,
    best: figuresOf("best"),
    mean: figuresOf("mean"),
    worst: figuresOf("worst"),
    attendees_without_meeting: z.int().meta({ description: "Attendees who meet no one in any round." }),
    attendees_with_envy: z.int().meta({
      description: "Attendees whose scores would add up to more with the partners of someone else.",
    }),
    byes: z.object({ total: z.int(), least: z.int(), most: z.int() }).meta({
      id: "ByeCounts",
      description: "In all rounds, and of the attendees with the fewest and the most.",
    }),
  })
  .meta({ id: "ScheduleAnalytics" });
export type ScheduleAnalytics = z.output<typeof ScheduleAnalytics>;

const share = score;

const OutcomeBand = z.object({ low: z.int(), high: z.int(), pairs: z.int(), mutual_yes_rate: share }).meta({
  id: "OutcomeBand",
  description: "Pairs whose score lies between `low` and `high`, in points of 100.",
});

export const EventAnswers = z
  .object({
    people: z.int().meta({ description: "Guests who answered." }),
    answers: z.int(),
    yes_rate: share,
    pairs: z.int().nullable().meta({
      description: "Pairs of whom both answered. Null, with the rate, where they are fewer than five.",
    }),
    mutual_yes_rate: share.nullable(),
    by_score: z.array(OutcomeBand).meta({
      description: "Predicted against actual, in bands of five points with five pairs at least.",
    }),
  })
  .meta({ id: "EventAnswers" });

export const EventRatings = z
  .object({
    count: z.int(),
    mean: z.number(),
    stars: z.array(z.int()).meta({ description: "How many gave one star, two, up to five." }),
    sentences: z.array(z.string()).meta({
      description: "What guests wrote, without names and in the order of the alphabet.",
    }),
  })
  .meta({ id: "EventRatings" });

/** What guests made of an event, in figures alone. */
export const EventOutcomes = z
  .object({
    answers: EventAnswers.nullable().meta({
      description: "Whom guests want to see again. Null while fewer than five have answered.",
    }),
    ratings: EventRatings.nullable().meta({ description: "Null below five ratings." }),
  })
  .meta({
    id: "EventOutcomes",
    description:
      "Up to last midnight, UTC, and the same until at least five guests have changed what they said, come or gone. Who said yes or no to whom is never shown to anyone.",
  });
export const EventAnalytics = z
  .object({
    event_id: z.uuid(),
    status: z.enum(["draft", "published", "matched", "finished", "cancelled"]),
    starts_at: moment,
    ends_at: moment,
    created_at: moment,
    published_at: momentOrNull("Null where it was never published."),
    matched_at: momentOrNull("When it was last matched or planned after it was published. Null before."),
    finished_at: momentOrNull("Null until it has ended."),
    cancelled_at: momentOrNull("Null unless it was cancelled."),
    attendees: AttendeeCounts.extend({
      by_pool: z
        .object({ uploaded: AttendeeCounts, api: AttendeeCounts })
        .meta({ id: "AttendeePools", description: "By how they came: in a table, or as JSON." }),
    }).meta({
      id: "EventAttendeeCounts",
      description: "Attendees that are stored with the event. Those of a call alone are not counted.",
    }),
    match: MatchAnalytics.nullable().meta({
      description: "The last match that finished. Null before the first.",
    }),
    schedule: ScheduleAnalytics.nullable().meta({
      description: "The last schedule that finished. Null before the first.",
    }),
    outcomes: EventOutcomes,
  })
  .meta({ id: "EventAnalytics" });
export type EventAnalytics = z.output<typeof EventAnalytics>;
