import { describe, expect, it } from "vitest";
import { publicEvent } from "@/lib/events/discovery/discovery.fixture";
import { localTime } from "@/lib/events/events/zoned-time";
import { dayOf, hoursOf, leafOf, registeredOf, seatsOf, zoneOf } from "./event-words";

const plain = (text: string) => text.replace(/\u202f/g, " ");

function at(start: string, end: string, timeZone = "Europe/Berlin") {
  const [startsAt, endsAt] = [new Date(start), new Date(end)];
  return publicEvent({
    startsAt,
    endsAt,
    timeZone,
    localStartsAt: localTime(startsAt, timeZone),
    localEndsAt: localTime(endsAt, timeZone),
  });
}

describe("the time of an event", () => {
  it("is what the venue's clocks and calendar show, wherever the reader is", () => {
    const event = at("2027-02-14T23:30:00Z", "2027-02-15T01:00:00Z");
    expect(dayOf(event)).toBe("Monday, February 15, 2027");
    expect(leafOf(event)).toEqual({ month: "Feb", day: "15" });
    expect(plain(hoursOf(event))).toBe("12:30 AM to 2:00 AM");
    expect(zoneOf(event)).toBe("GMT+1");
  });

  it("says another day for an end that is not the night of the start", () => {
    expect(plain(hoursOf(at("2027-02-14T19:00:00Z", "2027-02-15T01:30:00Z")))).toBe("8:00 PM to 2:30 AM");
    expect(plain(hoursOf(at("2027-02-14T19:00:00Z", "2027-02-15T12:00:00Z")))).toBe(
      "8:00 PM to Mon, Feb 15, 1:00 PM",
    );
  });

  it("follows a clock change in the night", () => {
    const event = at("2027-03-27T21:00:00Z", "2027-03-28T02:00:00Z");
    expect(plain(hoursOf(event))).toBe("10:00 PM to 4:00 AM");
    expect(zoneOf(at("2027-07-01T18:00:00Z", "2027-07-01T20:00:00Z"))).toBe("GMT+2");
  });
});

describe("what is left", () => {
  it.each([
    [{ seatsLeft: 1 }, "1 seat left"],
    [{ seatsLeft: 1_200 }, "1,200 seats left"],
    [{ seatsLeft: 0 }, "Waitlist"],
    [{ seatsLeft: 0, waiting: 1 }, "Waitlist: 1 person"],
    [{ registration: "closed" as const }, "By invitation"],
    [{ seatsLeft: null }, null],
    [{ state: "over" as const }, null],
    [{ state: "cancelled" as const }, null],
  ])("of %j is %s", (change, words) => {
    expect(seatsOf(publicEvent(change))).toBe(words);
  });

  it("counts people in words", () => {
    expect([0, 1, 12].map((registered) => registeredOf({ registered }))).toEqual([
      "No one registered yet",
      "1 person registered",
      "12 people registered",
    ]);
  });
});
