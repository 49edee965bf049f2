import type { PublicEvent } from "@/lib/events/discovery/present-public-event";

/**
 * What search engines read about an event: schema.org's Event, as the text of a `<script type="application/ld+json">`.
 * Whatever an organizer typed, nothing in it ends the script or begins another.
 */
export function eventJsonLd(event: PublicEvent, { url, image }: { url: string; image: string }): string {
  const address = {
    "@type": "PostalAddress",
    ...(event.address === null ? {} : { streetAddress: event.address }),
    ...(event.city === null ? {} : { addressLocality: event.city }),
  };
  return inScript(
    JSON.stringify({
      "@context": "https://schema.org",
      "@type": "Event",
      "@id": url,
      url,
      name: event.name,
      ...(event.description === null ? {} : { description: event.description }),
      image: [image],
      startDate: event.startsAt.toISOString(),
      endDate: event.endsAt.toISOString(),
      eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
      eventStatus: `https://schema.org/${event.state === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
      location: { "@type": "Place", name: event.venue ?? event.city ?? event.name, address },
      organizer: { "@type": "Organization", name: event.organizer },
      ...(event.sponsor === null ? {} : { sponsor: { "@type": "Organization", name: event.sponsor } }),
      ...(event.seatsLeft === null ? {} : { remainingAttendeeCapacity: event.seatsLeft }),
    }),
  );
}

/** JSON means the same with these written by number, and HTML finds no tag or comment then. */
function inScript(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
