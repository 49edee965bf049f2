import type { ProblemCode } from "@/lib/catalog/shapes";

export const eventProblems: readonly ProblemCode[] = [
  {
    code: "event_pass_required",
    status: 402,
    title: "Publishing needs an event pass",
    meaning: "The account has no event pass left, and each live event uses one when it is published.",
    fix: "Get an event pass. Drafts and test events need none: prepare and match them meanwhile.",
  },
  {
    code: "event_not_ready",
    status: 409,
    title: "The event cannot be published yet",
    meaning: "Something that guests need is missing, or the event has started already; detail names it.",
    fix: "Change the event, then publish it.",
  },
  {
    code: "event_closed",
    status: 409,
    title: "The event is over",
    meaning: "The event has finished or was cancelled, and nothing about it changes any more.",
    fix: "Create a new event.",
  },
  {
    code: "too_many_events",
    status: 409,
    title: "There are too many events",
    meaning: "The account has as many drafts and coming events as it may have; detail gives the number.",
    fix: "Cancel the drafts that you no longer need.",
  },
  {
    code: "too_many_attendees",
    status: 409,
    title: "The event has too many attendees",
    meaning: "With these people the event would have more attendees than one event may; none was added.",
    fix: "Remove attendees, or split the event.",
  },
  {
    code: "traits_of_person",
    status: 409,
    title: "The person answered for themselves",
    meaning:
      "A guest who answered the short form has traits of their own, which an organizer neither reads nor replaces.",
    fix: "Send the other fields without traits.",
  },
  {
    code: "address_of_person",
    status: 409,
    title: "The person answered by this address",
    meaning:
      "A guest who used their personal link keeps the address that it was sent to, so that no one else gets what they said.",
    fix: "Send the other fields without the email, or add the other address as another attendee.",
  },
];
