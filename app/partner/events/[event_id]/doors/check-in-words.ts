import type { CheckIn } from "@/lib/events/check-in/schemas";

export const METHOD_WORDS: Readonly<Record<CheckIn["method"], string>> = {
  list: "From the list",
  scan: "Ticket scanned",
  number: "Number typed",
  api: "By your system",
  page: "On this page",
};

/** Where it was recorded. */
export function doorWords({ door, method }: CheckIn): string {
  return door?.name ?? (method === "api" ? "Your system" : "This page");
}

export const guestWords = ({ name, external_id }: Pick<CheckIn, "name" | "external_id">) =>
  name ?? external_id;

/** By the clocks of the venue, with the day: Feb 14, 19:42:07. */
export function venueTime(at: string, zone: string): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(new Date(at));
}
