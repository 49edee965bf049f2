import type { ProblemCode } from "@/lib/catalog/shapes";

export const assessmentProblems: readonly ProblemCode[] = [
  {
    code: "assessment_finished",
    status: 409,
    title: "The assessment is finished",
    meaning: "Answers were sent for an assessment that has ended, perhaps on another device.",
    fix: "Start a new assessment to answer again.",
  },
  {
    code: "assessment_changed",
    status: 409,
    title: "The assessment has changed",
    meaning: "What the assessment asks was changed on another device or tab while answers were on their way.",
    fix: "Reload the page and answer what it asks now.",
  },
  {
    code: "not_finished",
    status: 409,
    title: "The assessment is not finished",
    meaning: "More statements were asked for before the first ones were answered.",
    fix: "Finish the assessment first.",
  },
  {
    code: "nothing_to_ask",
    status: 409,
    title: "There is nothing left to ask",
    meaning: "Every statement of the questionnaire has been answered.",
    fix: "Nothing. The result is as precise as it gets.",
  },
  {
    code: "too_few_answers",
    status: 409,
    title: "The result needs more answers",
    meaning: "Fewer than 16 traits have been answered about.",
    fix: "Answer a few more statements, then finish again.",
  },
];
