import { z } from "zod";
import { eventId } from "@/lib/events/pairing/attendee-schemas";

/** Rules of each kind that one event may have. */
const MAX_PAIR_RULES = 2_000;

const attendeeId = z
  .string("Must be your own id of an attendee.")
  .min(1, "Must not be empty.")
  .max(200, "Must have at most 200 characters.");

const rulePairs = (description: string) =>
  z
    .array(
      z.array(attendeeId, "Must be two ids.").length(2, "Must be two ids."),
      "Must be an array of pairs of ids.",
    )
    .max(MAX_PAIR_RULES, `Must hold at most ${MAX_PAIR_RULES.toLocaleString("en-US")} pairs.`)
    .meta({ description });

const lists = {
  pins: rulePairs(
    "Pairs that are to meet, each attendee in one at most. Plans of pairs seat them together in the first round that is planned.",
  ),
  forbids: rulePairs("Pairs that are not to meet, and are no match either."),
};

/** What replaces all rules of an event. */
export const ReplacePairRules = z.strictObject(lists).meta({ id: "ReplacePairRules" });
export type ReplacePairRules = z.output<typeof ReplacePairRules>;

export const PairRules = z.object({ event_id: z.uuid(), ...lists }).meta({
  id: "PairRules",
  description: "Rules for stored attendees, by the ids that you gave them.",
});
export type PairRules = z.output<typeof PairRules>;

/** Two attendees of an event, in either order. */
export const PairOfEvent = z
  .strictObject({ event_id: eventId, attendee1_id: attendeeId, attendee2_id: attendeeId })
  .refine(({ attendee1_id, attendee2_id }) => attendee1_id !== attendee2_id, {
    path: ["attendee2_id"],
    message: "Choose two different attendees.",
  });
export type PairOfEvent = z.output<typeof PairOfEvent>;
