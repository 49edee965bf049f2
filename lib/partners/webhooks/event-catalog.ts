import { EVENTS, type EventType } from "@/lib/catalog/events";

/** A test event goes to the endpoint it was sent from, whatever that subscribes to. */
export const TEST_EVENT = "webhook.test" satisfies EventType;
export type SubscribableType = Exclude<EventType, typeof TEST_EVENT>;

export const SUBSCRIBABLE_TYPES = (Object.keys(EVENTS) as EventType[]).filter(
  (type) => type !== TEST_EVENT,
) as [SubscribableType, ...SubscribableType[]];

/** How they are grouped where they are chosen. */
export const EVENT_GROUPS: readonly { name: string; types: readonly SubscribableType[] }[] = [
  ...new Set(SUBSCRIBABLE_TYPES.map((type) => EVENTS[type].group)),
].map((name) => ({ name, types: SUBSCRIBABLE_TYPES.filter((type) => EVENTS[type].group === name) }));
