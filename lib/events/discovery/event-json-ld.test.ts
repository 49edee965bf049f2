import { describe, expect, it } from "vitest";
import { publicEvent } from "@/lib/events/discovery/discovery.fixture";
import { eventJsonLd } from "@/lib/events/discovery/event-json-ld";
import { mapLinkOf } from "@/lib/events/discovery/place-of";

const AT = { url: "https://soulmate.example/events/1", image: "https://soulmate.example/card.png" };

describe("what search engines read about an event", () => {
  it("is an Event of schema.org with its times, place, organizer and state", () => {
    expect(JSON.parse(eventJsonLd(publicEvent({ sponsor: "Kerzen KG" }), AT))).toMatchObject({
      "@type": "Event",
      name: "Lantern evening",
      startDate: "2027-02-14T18:30:00.000Z",
      eventStatus: "https://schema.org/EventScheduled",
      location: {
        name: "Lantern Hall",
        address: { streetAddress: "1 Example Street", addressLocality: "Berlin" },
      },
      organizer: { name: "Café Central" },
      sponsor: { name: "Kerzen KG" },
      remainingAttendeeCapacity: 57,
    });
    expect(JSON.parse(eventJsonLd(publicEvent({ state: "cancelled" }), AT)).eventStatus).toBe(
      "https://schema.org/EventCancelled",
    );
  });

  it("never ends its script, whatever an organizer typed, and still says it", () => {
    const evil = "</script><script>alert(1)</script><!-- \u2028\u2029 & ]]>";
    const text = eventJsonLd(
      publicEvent({ name: evil, description: evil, venue: evil, sponsor: evil, organizer: evil }),
      AT,
    );
    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(text)).toMatchObject({ name: evil, description: evil });
  });
});

describe("the link to a map", () => {
  it("searches for the address, or for the venue where there is none", () => {
    expect(mapLinkOf(publicEvent())).toBe(
      "https://www.openstreetmap.org/search?query=1%20Example%20Street%2C%20Berlin",
    );
    expect(mapLinkOf(publicEvent({ address: null, venue: 'Bar "&x=1' }))).toBe(
      "https://www.openstreetmap.org/search?query=Bar%20%22%26x%3D1%2C%20Berlin",
    );
    expect(mapLinkOf(publicEvent({ venue: null, address: null, city: null }))).toBeNull();
  });
});
