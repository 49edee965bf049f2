import type { ProblemCode } from "@/lib/catalog/shapes";

export const compatibilityProblems: readonly ProblemCode[] = [
  {
    code: "batch_too_large",
    status: 400,
    title: "The batch holds too many pairs",
    meaning: "The batch has more pairs than your tier allows; none was scored.",
    fix: "Send smaller batches. The prices page lists each tier's size; test keys have the free tier's.",
  },
];
