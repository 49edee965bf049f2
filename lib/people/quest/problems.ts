import type { ProblemCode } from "@/lib/catalog/shapes";

export const questProblems: readonly ProblemCode[] = [
  {
    code: "quest_finished",
    status: 409,
    title: "The story has ended",
    meaning: "A choice was sent for a story that has its ending.",
    fix: "Start the story again to choose differently.",
  },
];
