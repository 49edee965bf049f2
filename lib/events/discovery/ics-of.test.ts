import { describe, expect, it } from "vitest";
import { publicEvent } from "@/lib/events/discovery/discovery.fixture";
import { icsOf } from "@/lib/events/discovery/ics-of";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";
import { readEventTime } from "@/lib/events/events/zoned-time";

const AT = { url: "https://soulmate.example/events/1", brand: "Kindred, Inc." };
const file = (change: Partial<PublicEvent> = {}) => icsOf(publicEvent(change), AT);

/** The lines as a calendar reads them: unfolded. */
const linesOf = (text: string) => text.replace(/\r\n[ \t]/g, "").split("\r\n");
const fieldOf = (text: string, name: string) =>
  linesOf(text)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);
const plain = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? "\n" : mark));

describe("the calendar file of an event", () => {
  it("names the moments in UTC, the place, the page and one event", () => {
    const text = file();
    expect(fieldOf(text, "DTSTART")).toBe("20270214T183000Z");
    expect(fieldOf(text, "DTEND")).toBe("20270214T213000Z");
    expect(plain(fieldOf(text, "LOCATION") ?? "")).toBe("Lantern Hall, 1 Example Street, Berlin");
    expect(fieldOf(text, "URL")).toBe(AT.url);
    expect(fieldOf(text, "STATUS")).toBe("CONFIRMED");
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  it.each([
    ["2027-03-27T20:00:00", "20270327T190000Z"],
    ["2027-03-28T20:00:00", "20270328T180000Z"],
    ["2027-10-30T20:00:00", "20271030T180000Z"],
    ["2027-10-31T20:00:00", "20271031T190000Z"],
  ])("means the venue's %s on either side of a clock change", (wall, expected) => {
    const at = readEventTime(wall, "Europe/Berlin");
    if (!(at instanceof Date)) throw new Error(at);
    expect(fieldOf(file({ startsAt: at }), "DTSTART")).toBe(expected);
  });

  it("keeps its UID while SEQUENCE rises with each change, and says that it was cancelled", () => {
    const before = file();
    const after = file({
      name: "Lantern night",
      state: "cancelled",
      updatedAt: new Date("2027-01-02T10:00:00.000Z"),
    });
    expect(fieldOf(after, "UID")).toBe(fieldOf(before, "UID"));
    expect(Number(fieldOf(after, "SEQUENCE"))).toBeGreaterThan(Number(fieldOf(before, "SEQUENCE")));
    expect(fieldOf(after, "STATUS")).toBe("CANCELLED");
    expect(fieldOf(after, "SUMMARY")).toBe("Cancelled: Lantern night");
  });

  it("folds lines at 75 octets between whole characters, whatever the alphabet", () => {
    const description = `${"Ein Abend für Gäste, 夜の灯り 🏮 ".repeat(40)}`;
    const text = file({ description });
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toContain("\ufffd");
    expect(plain(fieldOf(text, "DESCRIPTION") ?? "")).toBe(`${description}\n\n${AT.url}`);
  });

  it("lets no text of an organizer's begin a line, a property or an event", () => {
    const evil =
      "Dinner; wine, cheese\\bread\nEND:VEVENT\r\nBEGIN:VEVENT\rATTACH:https://evil.example\u0000\u0085";
    const text = file({ name: evil, description: evil, venue: evil, address: null, city: null });
    expect(linesOf(text).filter((line) => /^(ATTACH|BEGIN:VEVENT)/.test(line))).toEqual(["BEGIN:VEVENT"]);
    expect(plain(fieldOf(text, "SUMMARY") ?? "")).toBe(
      "Dinner; wine, cheese\\bread\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:https://evil.example",
    );
    expect(text.replaceAll("\r\n", "")).not.toMatch(/\p{Cc}/u);
  });

  it("says nothing of a place that is not known", () => {
    expect(fieldOf(file({ venue: null, address: null, city: null }), "LOCATION")).toBeUndefined();
  });
});
