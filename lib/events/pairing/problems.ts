import type { ProblemCode } from "@/lib/catalog/shapes";

export const pairingProblems: readonly ProblemCode[] = [
  {
    code: "schedule_changed",
    status: 409,
    title: "The schedule has changed",
    meaning: "Another call changed the schedule while this one planned on it. This one changed nothing.",
    fix: "Load the schedule, then plan again.",
  },
  {
    code: "match_in_progress",
    status: 409,
    title: "The event is being matched",
    meaning: "An earlier call for this event is still running as a job.",
    fix: "Wait until that run has finished, or cancel it. Its address is in the detail.",
  },
  {
    code: "run_ended",
    status: 409,
    title: "The run has ended",
    meaning: "A run that has finished or failed cannot be cancelled.",
    fix: "Nothing needs to be done. A new call replaces its matches.",
  },
  {
    code: "too_few_attendees",
    status: 409,
    title: "Too few attendees have traits",
    meaning: "A schedule was asked for stored attendees, and fewer than two of them have traits.",
    fix: "Add attendees with traits to the event, or send them in attendee_traits.",
  },
  {
    code: "pin_without_score",
    status: 409,
    title: "A pinned pair has no score",
    meaning: "Two attendees are pinned to each other, and too few of their traits are known in both.",
    fix: "Remove the pin, or send more of their traits.",
  },
  {
    code: "already_pinned",
    status: 409,
    title: "An attendee is pinned already",
    meaning: "Each attendee can be pinned to one other at a time.",
    fix: "Remove the other pin first.",
  },
  {
    code: "crowds_apart",
    status: 409,
    title: "These two are never matched",
    meaning:
      "One attendee answered for themselves, and of the other you gave the traits. A score between them would tell you what the first one answered.",
    fix: "Pin two attendees of the same kind.",
  },
  {
    code: "event_not_published",
    status: 409,
    title: "The event has not been published",
    meaning: "The event is a draft, which no guest can see.",
    fix: "Publish the event first.",
  },
  {
    code: "event_not_matched",
    status: 409,
    title: "The event has not been matched",
    meaning: "No match and no schedule of this event has finished, so there is nothing to report on.",
    fix: "Match the event or plan its rounds, and ask again once that has finished.",
  },
  {
    code: "no_schedule",
    status: 409,
    title: "There is no schedule to plan on",
    meaning: "The call sent played_rounds, and the event has no schedule of pairs yet.",
    fix: "Create a schedule first, without played_rounds.",
  },
  {
    code: "matching_busy",
    status: 503,
    title: "Too many matchings are running",
    meaning: "This server is working on as many matchings as it can. Nothing was computed or charged.",
    fix: "Try again after as many seconds as Retry-After says, or send Prefer: respond-async to wait in line.",
  },
  {
    code: "matching_interrupted",
    status: 503,
    title: "The matching was interrupted",
    meaning: "The matching ended before it had a result. Nothing was stored or charged.",
    fix: "Try again.",
  },
];
