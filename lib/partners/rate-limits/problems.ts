import type { ProblemCode } from "@/lib/catalog/shapes";

export const rateLimitProblems: readonly ProblemCode[] = [
  {
    code: "too_many_actions",
    status: 429,
    title: "Too many actions",
    meaning: "You, or your team together, have done something on our pages more often than we allow.",
    fix: "Wait as long as detail says. To do much at once, use the API.",
  },
  {
    code: "limiter_unavailable",
    status: 503,
    title: "The rate limiter does not answer",
    meaning: "Calls that charge are refused while they cannot be counted; the others go on.",
    fix: "Try again after as many seconds as Retry-After says, with the same Idempotency-Key.",
  },
];
