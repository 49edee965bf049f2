import type { ProblemCode } from "@/lib/catalog/shapes";

export const reportProblems: readonly ProblemCode[] = [
  {
    code: "too_many_reports",
    status: 409,
    title: "There are too many scheduled reports",
    meaning: "The account has as many scheduled research reports as it may have. `detail` gives the number.",
    fix: "Delete one that you no longer need.",
  },
];
