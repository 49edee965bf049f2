import type { ProblemCode } from "@/lib/catalog/shapes";

export const partnershipProblems: readonly ProblemCode[] = [
  {
    code: "event_partnership_required",
    status: 402,
    title: "This needs an event partnership",
    meaning:
      "Analytics of all events are part of the event partnership, and the account has none at present.",
    fix: "Add months of the event partnership. The analytics of each single event need none.",
  },
];
