import type { ProblemCode } from "@/lib/catalog/shapes";

export const invitationProblems: readonly ProblemCode[] = [
  {
    code: "event_is_draft",
    status: 409,
    title: "The event is still a draft",
    meaning: "Guests are emailed by published events only.",
    fix: "Publish the event, then invite its guests.",
  },
];
