import type { ProblemCode } from "@/lib/catalog/shapes";

export const sharingProblems: readonly ProblemCode[] = [
  {
    code: "too_many_share_links",
    status: 409,
    title: "You share too many links",
    meaning: "A person can have 20 share links at a time.",
    fix: "Revoke one that you no longer need, then try again.",
  },
  {
    code: "nothing_to_share",
    status: 409,
    title: "There is nothing to share",
    meaning: "Both people have to agree to a comparison before there is a report of it.",
    fix: "Wait until the report is ready.",
  },
];
