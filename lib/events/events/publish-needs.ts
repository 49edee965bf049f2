import type { Event } from "@/lib/events/events/schemas";

/** What guests must be able to read of an event before it is published. */
export const NEEDED_TO_PUBLISH = ["venue", "city", "capacity"] as const;

/** What of these an event still lacks. */
export function missingToPublish(event: Pick<Event, (typeof NEEDED_TO_PUBLISH)[number]>) {
  return NEEDED_TO_PUBLISH.filter((name) => event[name] === null);
}
