import type { ProblemCode } from "@/lib/catalog/shapes";

export const findingProblems: readonly ProblemCode[] = [
  {
    code: "already_published",
    status: 409,
    title: "The answer is public already",
    meaning:
      "This answer was published before, perhaps from another time that you asked the question, and its page is still there.",
    fix: "Open the page that detail names, or withdraw it first to change its words.",
  },
  {
    code: "finding_barred",
    status: 409,
    title: "The finding was withdrawn by us",
    meaning:
      "We took a finding of this release from the public. It stays withdrawn, also by another of your questions that the release answers.",
    fix: "Read the reason in your audit log. Write to us in a ticket if it does not hold.",
  },
  {
    code: "not_your_release",
    status: 409,
    title: "The release is another researcher’s",
    meaning:
      "The answer was known because another researcher had paid for it. You can use it, but they publish it.",
    fix: "Ask the question with a smaller error, so that a release of your own is made.",
  },
];
