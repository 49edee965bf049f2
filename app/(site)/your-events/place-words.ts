import type { BadgeTone } from "@/components/ui/badge";
import type { OwnRegistration, RegisteredEvent } from "@/lib/events/registrations/present-registration";

export type OwnEvent = OwnRegistration & { event: RegisteredEvent };

const ENDED = ["declined", "cancelled", "released"] as const;
const hasEnded = ({ status }: OwnRegistration) => ENDED.some((ended) => ended === status);

/** Whether there is anything left to come of a registration. */
export function isComing(own: OwnEvent, now: Date): boolean {
  const { status, ends_at } = own.event;
  return !hasEnded(own) && status !== "cancelled" && status !== "finished" && new Date(ends_at) > now;
}

/** Where a person stands, in a word or two. */
export function placeWord(own: OwnEvent, over: boolean): { word: string; tone: BadgeTone } {
  if (own.event.status === "cancelled") return { word: "Event cancelled", tone: "ember" };
  if (own.status === "declined") return { word: "Declined", tone: "plain" };
  if (own.status === "cancelled") return { word: "You cancelled", tone: "plain" };
  if (own.status === "released") return { word: "Seat given back", tone: "plain" };
  if (over) return { word: own.attendee_id === null ? "Over" : "You were there", tone: "plain" };
  if (own.status === "requested") return { word: "Waiting for approval", tone: "gold" };
  if (own.status === "waiting") return { word: `Number ${own.place_in_line ?? 1} in line`, tone: "gold" };
  if (own.status === "offered") return { word: "A seat is held for you", tone: "plum" };
  if (own.confirm_until !== null) return { word: "Are you coming?", tone: "plum" };
  return own.status === "confirmed"
    ? { word: "You’re coming", tone: "pine" }
    : { word: "You have a seat", tone: "pine" };
}

/** Whether the person is asked for an answer. */
export function isTheirTurn(own: OwnEvent, now: Date): boolean {
  return isComing(own, now) && (own.status === "offered" || own.confirm_until !== null);
}
