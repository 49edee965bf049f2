import type { ProblemCode } from "@/lib/catalog/shapes";

export const meetingsProblems: readonly ProblemCode[] = [
  {
    code: "answers_closed",
    status: 409,
    title: "Answers are not open",
    meaning: "Guests answer and rate from an hour after the start of an event until two weeks after its end.",
    fix: "Come back once the event has begun. After two weeks answers stay as they are.",
  },
  {
    code: "answer_final",
    status: 409,
    title: "The yes is mutual already",
    meaning: "Both guests said yes and have seen each other’s contact, so neither can take it back unseen.",
    fix: "Block the other guest if you do not want to hear from them.",
  },
  {
    code: "report_closed",
    status: 409,
    title: "The report is closed",
    meaning: "Another admin has closed this report.",
    fix: "Reload the page to see what was done.",
  },
];
