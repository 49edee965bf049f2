import type { ProblemCode } from "@/lib/catalog/shapes";

export const privacyProblems: readonly ProblemCode[] = [
  {
    code: "deletion_started",
    status: 409,
    title: "The deletion has begun",
    meaning: "The 14 days are over, and the person's data are being removed.",
    fix: "Nothing can be cancelled any more. The receipt shows what was removed.",
  },
  {
    code: "deletion_blocked",
    status: 409,
    title: "Something must be settled first",
    meaning: "The person is a team’s only owner, or alone in a company with a paid plan.",
    fix: "Make someone else an owner, or cancel the plan, then ask again.",
  },
];
