import type { ProblemCode } from "@/lib/catalog/shapes";

export const insightsProblems: readonly ProblemCode[] = [
  {
    code: "tier_lacks_insights",
    status: 403,
    title: "The plan has no research insights",
    meaning: "Research insights come with the Research and Enterprise plans.",
    fix: "Move to one of these plans on the billing page.",
  },
  {
    code: "edition_closed",
    status: 409,
    title: "The edition takes no new questions",
    meaning: "A later edition was published. What was released of this one can still be asked for.",
    fix: "Ask about the newest edition, or ask for what the card of the question says is known.",
  },
  {
    code: "edition_busy",
    status: 503,
    title: "The edition is busy",
    meaning:
      "Releases of an edition follow one another, and others took too long. Nothing was read or charged.",
    fix: "Send the same call again after the seconds in Retry-After.",
  },
  {
    code: "share_used_up",
    status: 409,
    title: "Your share does not pay for the answer",
    meaning:
      "The error that you asked for costs more epsilon than you have left in this edition. Nothing was read or charged.",
    fix: "Allow a larger error, ask for less, or wait until others’ unused shares are lent. GET /v1/insights/budget says what is left and when.",
  },
  {
    code: "saved_query_exists",
    status: 409,
    title: "A saved query has that name",
    meaning: "Names of saved queries are unique within a team.",
    fix: "Choose another name.",
  },
  {
    code: "too_many_saved_queries",
    status: 409,
    title: "Too many saved queries",
    meaning: "A team can save 100 queries.",
    fix: "Delete one first.",
  },
];
