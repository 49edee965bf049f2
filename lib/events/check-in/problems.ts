import type { ProblemCode } from "@/lib/catalog/shapes";

export const checkInProblems: readonly ProblemCode[] = [
  {
    code: "doors_closed",
    status: 409,
    title: "The doors are closed",
    meaning:
      "Guests are checked in at published events, until a week after the end. detail says what is missing.",
    fix: "Publish the event first. For an event that is over or cancelled nothing can be recorded any more.",
  },
  {
    code: "too_many_doors",
    status: 409,
    title: "The event has too many doors",
    meaning: "The event has as many door links as it may have at once.",
    fix: "Revoke one that you no longer need. Several phones can use the same link.",
  },
  {
    code: "check_in_undone",
    status: 409,
    title: "The check-in was already taken back",
    meaning: "Only a check-in that still counts can be taken back or settled.",
    fix: "Load the list again.",
  },
];
