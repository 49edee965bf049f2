import type { ProblemCode } from "@/lib/catalog/shapes";

export const billingProblems: readonly ProblemCode[] = [
  {
    code: "stripe_unavailable",
    status: 503,
    title: "The payment service does not answer",
    meaning:
      "What you asked for needs our payment service, and that could not be reached. Nothing was charged.",
    fix: "Send the call again after Retry-After, with the same Idempotency-Key.",
  },
];
