import type { PublicEvent } from "@/lib/events/discovery/present-public-event";

type Place = Pick<PublicEvent, "venue" | "address" | "city">;

/** Where an event is, in one line: "Lantern Hall, 1 Example Street, Berlin". Empty where nothing is known. */
export function placeOf({ venue, address, city }: Place): string {
  return [venue, address, city].filter((part) => part !== null).join(", ");
}

/** A map of the place, as a plain link: nothing of it is loaded before a person follows it. Null where nothing is known. */
export function mapLinkOf(place: Place): string | null {
  // The name of a venue is seldom on a map, and an address is.
  const query = place.address === null ? placeOf(place) : placeOf({ ...place, venue: null });
  return query === "" ? null : `https://www.openstreetmap.org/search?query=${encodeURIComponent(query)}`;
}
