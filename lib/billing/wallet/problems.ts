import type { ProblemCode } from "@/lib/catalog/shapes";

export const walletProblems: readonly ProblemCode[] = [
  {
    code: "live_key_required",
    status: 403,
    title: "This takes a live key",
    meaning: "The wallet holds what was paid for with money, and test keys see test data only.",
    fix: "Use a live key.",
  },
];
