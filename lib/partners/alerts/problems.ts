import type { ProblemCode } from "@/lib/catalog/shapes";

export const alertProblems: readonly ProblemCode[] = [
  {
    code: "too_many_alerts",
    status: 409,
    title: "There are too many alerts",
    meaning: "The account has as many alerts as it may have; detail gives the number.",
    fix: "Delete alerts you no longer need, or change one of them.",
  },
  {
    code: "recipient_answered",
    status: 409,
    title: "The recipient has answered",
    meaning: "This address has agreed to get alerts, or declined, so we do not ask it again.",
    fix: "Reload the page. A person who declined can change their answer with the link in our email.",
  },
];
