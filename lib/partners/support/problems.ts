import type { ProblemCode } from "@/lib/catalog/shapes";

export const supportProblems: readonly ProblemCode[] = [
  {
    code: "ticket_closed",
    status: 409,
    title: "The ticket is closed",
    meaning: "A reply was sent to a ticket that is closed.",
    fix: "Reopen the ticket and reply then, or open another.",
  },
  {
    code: "too_many_tickets",
    status: 409,
    title: "There are too many open tickets",
    meaning: "The account has as many tickets open as it may have; detail gives the number.",
    fix: "Close those that are settled, or reply to one of them.",
  },
];
