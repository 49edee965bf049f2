import { privacyPart } from "@/lib/platform/privacy";

export const scorecardPrivacy = privacyPart([
  {
    table: "outcome_sets",
    holds: "How many guests of a finished event gave how many answers",
    purpose: "Finding out how well scores predict who wants to see whom again",
    kept: "As long as the event",
    readers: "The scorecard, in sums over events",
    onErasure: { does: "nothing", why: "It holds counts of an event, and no person." },
  },
  {
    table: "meeting_outcomes",
    holds: "Answers of a finished event, with the guests as numbers that were drawn for it",
    purpose: "Finding out how well scores predict who wants to see whom again",
    kept: "As long as the event",
    readers: "The scorecard, in sums over events",
    onErasure: {
      does: "nothing",
      why: "The numbers were drawn at random, and nothing says whose they were.",
    },
  },
]);
