import type { ProblemCode } from "@/lib/catalog/shapes";

export const customProblems: readonly ProblemCode[] = [
  {
    code: "no_quote",
    status: 409,
    title: "There is no quote to answer",
    meaning: "The request for custom research has no quote yet, or its quote was answered before.",
    fix: "Look at the request. While it waits for a quote, write in its ticket.",
  },
  {
    code: "quote_changed",
    status: 409,
    title: "The quote has changed",
    meaning: "The quote for custom research was replaced by another after the page with it was opened.",
    fix: "Open the request again and look at its newest quote before you answer it.",
  },
  {
    code: "quote_expired",
    status: 409,
    title: "The quote has expired",
    meaning: "The day until which the quote for custom research was valid has passed.",
    fix: "Write in the request’s ticket to get a new quote.",
  },
  {
    code: "research_settled",
    status: 409,
    title: "The request is settled",
    meaning: "The quote for custom research was accepted or declined, so it cannot be changed.",
    fix: "Ask for custom research again.",
  },
];
