import type { ProblemCode } from "@/lib/catalog/shapes";

export const usageProblems: readonly ProblemCode[] = [
  {
    code: "usage_unavailable",
    status: 503,
    title: "The call could not be recorded",
    meaning:
      "A billable call is answered only once it is recorded. This one could not be, so it was not charged.",
    fix: "Try again after as many seconds as Retry-After says, with the same Idempotency-Key.",
  },
];
