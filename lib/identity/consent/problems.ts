import type { ProblemCode } from "@/lib/catalog/shapes";

export const consentProblems: readonly ProblemCode[] = [
  {
    code: "consent_text_changed",
    status: 409,
    title: "The text has changed",
    meaning: "The consent names a version of the text that is no longer shown.",
    fix: "Reload the page, read the text again, and decide.",
  },
];
