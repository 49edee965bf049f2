import type { ProblemCode } from "@/lib/catalog/shapes";

export const profileProblems: readonly ProblemCode[] = [
  {
    code: "profile_claimed",
    status: 409,
    title: "The answers belong to an account",
    meaning: "A resume link is for people without an account.",
    fix: "Sign in on the other device.",
  },
  {
    code: "too_many_links",
    status: 409,
    title: "There are too many open links",
    meaning: "Five resume links wait to be opened.",
    fix: "Use one of them. Each expires after seven days.",
  },
];
