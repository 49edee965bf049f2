import { z } from "zod";
import { attendeesUpTo, USUAL_SEED } from "@/lib/events/pairing/attendee-schemas";
import { modelVersion, score } from "@/lib/partners/compatibility/schemas";

/** Attendees of one schedule at most. */
export const MAX_SCHEDULED = 2_000;
/** More than these are planned by a job. */
export const MAX_SCHEDULED_AT_ONCE = 60;
export const MAX_SCHEDULE_ROUNDS = 20;
const MAX_RULES = 10_000;
const MAX_SEED = 2 ** 31 - 1;

const idPair = z
  .array(
    z
      .string("Must be the id of an attendee.")
      .min(1, "Must not be empty.")
      .max(200, "Must have at most 200 characters."),
    "Must be two ids.",
  )
  .length(2, "Must be two ids.");
const idPairs = (description: string) =>
  z
    .array(idPair, "Must be an array of pairs of ids.")
    .max(MAX_RULES, `Must hold at most ${MAX_RULES.toLocaleString("en-US")} pairs.`)
    .nullable()
    .optional()
    .meta({ description });

export const CreateSchedule = z
  .strictObject({
    attendee_traits: attendeesUpTo(MAX_SCHEDULED).nullable().optional().meta({
      description:
        "Who is to meet. Default: the event’s stored attendees whose traits you gave, under the ids that you gave them, and at tables of their own the guests who answered for themselves.",
    }),
    rounds: z
      .int("Must be a whole number.")
      .min(1, "Must be at least 1.")
      .max(MAX_SCHEDULE_ROUNDS, `Must be at most ${MAX_SCHEDULE_ROUNDS}.`)
      .default(1)
      .meta({ description: "No two people meet twice." }),
    table_size: z
      .int("Must be a whole number.")
      .min(2, "Must be at least 2.")
      .max(8, "Must be at most 8.")
      .default(2)
      .meta({ description: "People at a table. 2 means pairs." }),
    objective: z.enum(["total", "balanced", "worst_off"]).default("total").meta({
      description:
        "What the plan makes best: the sum of all scores, a balance between attendees (Nash welfare), or the attendee who is worst off.",
    }),
    seed: z
      .int("Must be a whole number.")
      .min(0, "Must be at least 0.")
      .max(MAX_SEED, `Must be at most ${MAX_SEED}.`)
      .default(USUAL_SEED)
      .meta({ description: "The same seed and input give the same plan." }),
    pins: idPairs(
      "Pairs that must meet, beside those that are stored with the event. For pairs only: they meet in the first round that is planned.",
    ),
    forbids: idPairs("Pairs that must not meet, beside those that are stored with the event."),
    control_round: z.int("Must be a whole number.").min(1, "Must be at least 1.").nullable().optional().meta({
      description:
        "For pairs only: this round is drawn at random, whatever the scores are, so that you can compare the others with it. The objective and its bound leave it out.",
    }),
    played_rounds: z.int("Must be a whole number.").min(0, "Must be at least 0.").default(0).meta({
      description:
        "For pairs only: so many rounds of the event’s last schedule have been played and stay as they are. The others are planned again for those present, moving as few people as possible.",
    }),
    replan: z.boolean("Must be true or false.").nullable().optional().meta({
      description:
        "For pairs only: whether to plan on the event’s last schedule. Default: only where `played_rounds` is above 0.",
    }),
    absent: z
      .array(z.string("Must be the id of an attendee."), "Must be an array of ids.")
      .max(MAX_SCHEDULED, `Must hold at most ${MAX_SCHEDULED.toLocaleString("en-US")} ids.`)
      .nullable()
      .optional()
      .meta({ description: "Who has left, or did not come: they are in no round that is planned." }),
    model_version: modelVersion,
  })
  .superRefine(({ table_size, pins, played_rounds, rounds, control_round, replan }, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
    if (table_size > 2 && (pins ?? []).length > 0)
      refuse("pins", "Are for pairs: leave them out, or use a table_size of 2.");
    if (table_size > 2 && played_rounds > 0)
      refuse("played_rounds", "Is for pairs: leave it out, or use a table_size of 2.");
    if (played_rounds > 0 && (pins ?? []).length > 0)
      refuse("pins", "Cannot be sent together with played_rounds.");
    if (played_rounds >= rounds && played_rounds > 0) refuse("played_rounds", "Must be less than rounds.");
    if (replan === false && played_rounds > 0) refuse("replan", "Must not be false with played_rounds.");
    if (replan === true && table_size > 2)
      refuse("replan", "Is for pairs: leave it out, or use a table_size of 2.");
    if (control_round == null) return;
    if (table_size > 2) refuse("control_round", "Is for pairs: leave it out, or use a table_size of 2.");
    if (replan === true || played_rounds > 0)
      refuse("control_round", "Stays as it was planned: leave it out of a new plan.");
    else if (rounds < 2) refuse("control_round", "Needs a second round to compare it with.");
    else if (control_round > rounds)
      refuse("control_round", `Must be at most ${rounds}, the number of rounds.`);
  })
  .meta({ id: "CreateSchedule" });
export type CreateSchedule = z.output<typeof CreateSchedule>;

export const ScoreBand = z
  .object({ low: z.int(), high: z.int() })
  .meta({ id: "ScoreBand", description: "A score of 0.60 to 0.65 is a band from 60 to 65." });

const Guest = z
  .object({
    id: z.string(),
    best: score.nullable(),
    mean: score.nullable(),
    worst: score.nullable().meta({ description: "Of the scores with those met. Null where no one is met." }),
    met: z.int(),
    byes: z.int(),
    envy: z.number().meta({
      description:
        "How much more this attendee’s scores would add up to with the partners of the attendee envied most. 0 where no one is envied.",
    }),
    envies: z.string().nullable().meta({ description: "The attendee envied most." }),
  })
  .meta({ id: "ScheduledGuest" });

const ScheduleRound = z
  .object({
    round: z.int().min(1),
    locked: z.boolean().meta({ description: "Whether it has been played, and stays as it is." }),
    tables: z.array(z.array(z.string())).meta({ description: "Who sits together. Pairs are tables of two." }),
    scores: z.array(z.array(score.nullable())).nullable().meta({
      description:
        "Of each table, the scores of its pairs: of the first with each after it, then of the second, and so on. Null for schedules of before 2026-12.",
    }),
    bands: z.array(z.array(ScoreBand.nullable())).nullable().meta({
      description:
        "In the order of `scores`: the bands of pairs who answered for themselves, and null for all others. Null where no one did, or too few.",
    }),
    byes: z.array(z.string()).meta({ description: "Who has no partner or seat in this round." }),
    moved: z.int().nullable().meta({
      description: "After a new plan: attendees who meet someone other than planned before.",
    }),
    moved_attendees: z.array(z.string()).nullable().meta({ description: "Who they are." }),
  })
  .meta({ id: "ScheduleRound" });

export const PriceOfFairness = z.object({ price: z.number(), least_gains: z.number() }).nullable().meta({
  id: "PriceOfFairness",
  description:
    "The share of the total score that a fair objective gives up, and what the attendee who is worst off gains by it. Null for the objective `total`.",
});

/** What is kept of a schedule, as replies say it. */
export const SchedulePlan = z.object({
  objective: z.enum(["total", "balanced", "worst_off"]),
  table_size: z.int(),
  seed: z.int(),
  model_version: z.string(),
  control_round: z.int().nullable().meta({
    description: "The round that was drawn at random. Null where all were planned.",
  }),
  rounds: z.array(ScheduleRound),
  total_score: z.number().meta({ description: "The sum of the scores of all pairs that meet." }),
  bound: z.object({ value: z.number(), bound: z.number(), gap: z.number() }).nullable().meta({
    id: "ScheduleBound",
    description:
      "What the objective is worth, what no plan exceeds, and the share that may be lost at most. From a linear program, for up to 50,000 pairs; null otherwise. A plan with a certificate is the best there is.",
  }),
  price_of_fairness: PriceOfFairness,
  guests: z.array(Guest),
  own_answers_guests: z.array(z.object({ id: z.string(), met: z.int(), byes: z.int() })).meta({
    description:
      "Guests who answered for themselves. They sit at tables of their own, which come after the others of a round. No total, bound or figure of fairness counts them.",
  }),
  is_certified: z.boolean().meta({
    description: "Whether a certificate proves that no plan is better: for one round of pairs by `total`.",
  }),
  scored_pairs: z.int(),
  billable_units: z.int(),
  price_micro_usd: z.int(),
});
export type SchedulePlan = z.output<typeof SchedulePlan>;

/** The same as it is stored. Schedules of before 2026-12 have no scores by table and no names of those who moved. */
export const StoredPlan = SchedulePlan.extend({
  control_round: SchedulePlan.shape.control_round.default(null),
  rounds: z.array(
    ScheduleRound.extend({
      scores: ScheduleRound.shape.scores.default(null),
      bands: ScheduleRound.shape.bands.default(null),
      moved_attendees: ScheduleRound.shape.moved_attendees.default(null),
    }),
  ),
  own_answers_guests: SchedulePlan.shape.own_answers_guests.default([]),
});

export type StoredPlan = z.output<typeof StoredPlan>;

export const Schedule = SchedulePlan.extend({ event_id: z.uuid(), run_id: z.uuid() }).meta({
  id: "Schedule",
});
export type Schedule = z.output<typeof Schedule>;

const place = z.int().min(0);

/** All of a certificate that is kept. Attendees are named by their places in the list of ids. */
export const CertificateBody = z.object({
  model_version: z.string(),
  pairs: z.array(z.array(place)).meta({ description: "The pairing that is proven." }),
  scale: z.number().meta({ description: "The weight of a pair is round(score × scale)." }),
  cardinality_bonus: z.number().meta({
    description: "Added to every weight, so that one pair more is always worth more.",
  }),
  vertex_duals: z.array(z.number()).meta({ description: "y of each attendee, in halves." }),
  blossoms: z
    .array(z.object({ attendees: z.array(place), dual: z.number() }))
    .meta({ description: "Odd sets of attendees, each with its z." }),
  pins: z
    .array(z.array(place))
    .meta({ description: "Pairs that had to meet. Their people had no other choice." }),
  forbids: z.array(z.array(place)),
});
export type CertificateBody = z.output<typeof CertificateBody>;

export const Certificate = CertificateBody.extend({
  event_id: z.uuid(),
  run_id: z.uuid(),
  attendees: z
    .array(z.string())
    .meta({ description: "The ids, in the order that all else counts by, from 0." }),
}).meta({ id: "MatchingCertificate" });
export type Certificate = z.output<typeof Certificate>;
