import { Conflict } from "@/lib/platform/errors";

export const REGISTRATION_STATUSES = [
  "requested",
  "waiting",
  "offered",
  "registered",
  "confirmed",
  "declined",
  "cancelled",
  "released",
] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** A row of `event_attendees` stands for the seat of these, and of no other. */
export const SEATED = ["registered", "confirmed"] as const satisfies readonly RegistrationStatus[];
/** What has not ended. */
export const LIVE = [
  "requested",
  "waiting",
  "offered",
  ...SEATED,
] as const satisfies readonly RegistrationStatus[];

/** What a person without a registration is in. */
type Before = RegistrationStatus | "none";

interface Transition {
  readonly from: readonly Before[];
  readonly to: RegistrationStatus;
}

const NEW = ["none", "cancelled", "released"] as const;

/** Every way there is through a registration. What is not here cannot happen. */
export const MOVES = {
  /** Registers for an event whose organizer approves people. */
  request: { from: NEW, to: "requested" },
  /** Registers where no seat is free. */
  queue: { from: NEW, to: "waiting" },
  /** Registers where a seat is free. */
  take: { from: NEW, to: "registered" },
  /** The organizer says yes, and no seat is free; also to a person refused before. */
  approve_to_line: { from: ["requested", "declined"], to: "waiting" },
  /** The organizer says yes, and a seat is free. */
  approve_to_seat: { from: ["requested", "declined"], to: "registered" },
  /** A seat is free, and they are next. */
  offer: { from: ["waiting"], to: "offered" },
  accept: { from: ["offered"], to: "registered" },
  /** The organizer gives a free seat to a person in line, or the one that is held for them. */
  promote: { from: ["waiting", "offered"], to: "registered" },
  /** "I am coming." */
  confirm: { from: ["registered"], to: "confirmed" },
  /** The event has another start, for which no one has said that they are coming. */
  ask_again: { from: ["confirmed"], to: "registered" },
  /** The person gives it up, an offer too. */
  cancel: { from: LIVE, to: "cancelled" },
  /** The organizer says no, for good. */
  decline: { from: LIVE, to: "declined" },
  /** The organizer takes the seat back. */
  release: { from: ["offered", ...SEATED], to: "released" },
  /** An offer was not answered in time. */
  expire: { from: ["offered"], to: "released" },
  /** The question whether they are coming was not answered in time. */
  lapse: { from: ["registered"], to: "released" },
  /** The attendee that stood for the seat is gone, or the person may come to no event any more. */
  lose_seat: { from: ["offered", ...SEATED], to: "released" },
} as const satisfies Record<string, Transition>;
export type Move = keyof typeof MOVES;

export function isSeated(status: RegistrationStatus): boolean {
  return (SEATED as readonly RegistrationStatus[]).includes(status);
}

export function isLive(status: RegistrationStatus): boolean {
  return (LIVE as readonly RegistrationStatus[]).includes(status);
}

export function allows(move: Move, status: Before): boolean {
  return (MOVES[move].from as readonly Before[]).includes(status);
}

/** Where a move leads. Throws Conflict with a code that says why there is no such move. */
export function afterMove(move: Move, status: Before): RegistrationStatus {
  if (!allows(move, status)) throw refusal(move, status);
  return MOVES[move].to;
}

function refusal(move: Move, status: Before): Conflict {
  if (move === "request" || move === "queue" || move === "take") {
    return status === "declined"
      ? new Conflict("registration_declined", "The organizer declined your registration for this event.")
      : new Conflict("already_registered", "You are registered for this event already.");
  }
  if (move === "accept") {
    return new Conflict(
      "no_offer",
      "There is no seat held for you now. An offer that is not answered in time ends.",
    );
  }
  if (move === "confirm") {
    return new Conflict("no_seat", "There is no seat of yours at this event to confirm.");
  }
  return new Conflict(
    "registration_moved_on",
    `This registration is ${WORDS[status]}, so that is not possible now.`,
  );
}

/** As a sentence about a registration ends. */
const WORDS: Record<Before, string> = {
  none: "not there",
  requested: "waiting for the organizer’s approval",
  waiting: "in line",
  offered: "offered a seat",
  registered: "registered",
  confirmed: "confirmed",
  declined: "declined",
  cancelled: "cancelled",
  released: "released",
};
