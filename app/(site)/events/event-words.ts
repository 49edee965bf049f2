import type { PublicEvent } from "@/lib/events/discovery/present-public-event";

type Times = Pick<PublicEvent, "startsAt" | "endsAt" | "timeZone" | "localStartsAt" | "localEndsAt">;

const format = (at: Date, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(at);

/** "Sunday, February 14, 2027", by the venue's calendar. */
export function dayOf({ startsAt, timeZone }: Times): string {
  return format(startsAt, timeZone, { weekday: "long", month: "long", day: "numeric", year: "numeric" });
}

/** "Sun, Feb 14, 7:30 PM" for cards and lists. */
export function shortTimeOf({ startsAt, timeZone }: Pick<Times, "startsAt" | "timeZone">): string {
  return format(startsAt, timeZone, {
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
}

/** The two lines of a calendar leaf: "Feb" and "14". */
export function leafOf({ startsAt, timeZone }: Times): { month: string; day: string } {
  return {
    month: format(startsAt, timeZone, { month: "short" }),
    day: format(startsAt, timeZone, { day: "numeric" }),
  };
}

/** "7:30 PM to 10:30 PM", or with the day on which it ends where that is not the night of its start. */
export function hoursOf({ startsAt, endsAt, timeZone, localStartsAt, localEndsAt }: Times): string {
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  const nextMorning = new Date(Date.parse(`${localStartsAt.slice(0, 10)}T00:00:00Z`) + 86_400_000);
  const sameNight = localEndsAt < `${nextMorning.toISOString().slice(0, 10)}T06:00`;
  const end = sameNight ? clock : ({ weekday: "short", month: "short", day: "numeric", ...clock } as const);
  return `${format(startsAt, timeZone, clock)} to ${format(endsAt, timeZone, end)}`;
}

/** "GMT+1": which clocks these are. */
export function zoneOf({ startsAt, timeZone }: Pick<Times, "startsAt" | "timeZone">): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts(startsAt);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** A moment of a registration, such as until when an offer holds, by the venue's clocks: "Sun, Feb 14, 7:30 PM". */
export const momentOf = (at: Date, timeZone: string): string => shortTimeOf({ startsAt: at, timeZone });

const people = (count: number) => `${count.toLocaleString("en-US")} ${count === 1 ? "person" : "people"}`;

/** "12 people registered". */
export function registeredOf({ registered }: Pick<PublicEvent, "registered">): string {
  return registered === 0 ? "No one registered yet" : `${people(registered)} registered`;
}

type Seats = Pick<PublicEvent, "registration" | "seatsLeft" | "waiting" | "state">;

/** What is left for a person who looks now. Null where there is nothing to say. */
export function seatsOf({ registration, seatsLeft, waiting, state }: Seats): string | null {
  if (state !== "coming") return null;
  if (registration === "closed") return "By invitation";
  if (seatsLeft === null) return null;
  if (seatsLeft === 0) return waiting === 0 ? "Waitlist" : `Waitlist: ${people(waiting)}`;
  return seatsLeft === 1 ? "1 seat left" : `${seatsLeft.toLocaleString("en-US")} seats left`;
}
