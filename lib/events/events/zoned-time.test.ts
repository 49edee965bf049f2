import { describe, expect, it } from "vitest";
import { localTime, readEventTime, timeZoneNamed } from "@/lib/events/events/zoned-time";

describe("the time of an event", () => {
  it.each([
    ["2027-02-14T19:30:00", "Europe/Berlin", "2027-02-14T18:30:00.000Z"],
    ["2027-07-14T19:30", "Europe/Berlin", "2027-07-14T17:30:00.000Z"],
    ["2027-07-14T19:30:00", "America/New_York", "2027-07-14T23:30:00.000Z"],
    ["2027-07-14T19:30:00", "Asia/Kathmandu", "2027-07-14T13:45:00.000Z"],
    ["2027-12-31T23:59:59", "Pacific/Kiritimati", "2027-12-31T09:59:59.000Z"],
    ["2028-02-29T12:00:00", "UTC", "2028-02-29T12:00:00.000Z"],
    // Either side of the hour that is skipped, and of the one that comes twice.
    ["2027-03-28T01:59:59", "Europe/Berlin", "2027-03-28T00:59:59.000Z"],
    ["2027-03-28T03:00:00", "Europe/Berlin", "2027-03-28T01:00:00.000Z"],
    ["2027-10-31T01:59:59", "Europe/Berlin", "2027-10-30T23:59:59.000Z"],
    ["2027-10-31T03:00:00", "Europe/Berlin", "2027-10-31T02:00:00.000Z"],
    // Half an hour is skipped here.
    ["2027-10-03T02:30:00", "Australia/Lord_Howe", "2027-10-02T15:30:00.000Z"],
  ])("reads %s in %s as %s, and writes it back", (text, zone, at) => {
    const read = readEventTime(text, zone);
    expect(read).toEqual(new Date(at));
    expect(localTime(new Date(at), zone)).toBe(text.length === 16 ? `${text}:00` : text);
  });

  it.each([
    ["2027-02-14T19:30:00Z", "2027-02-14T19:30:00.000Z"],
    ["2027-10-31T02:30:00+02:00", "2027-10-31T00:30:00.000Z"],
    ["2027-10-31T02:30:00+01:00", "2027-10-31T01:30:00.000Z"],
  ])("takes the offset of %s whatever the zone", (text, at) => {
    expect(readEventTime(text, "Europe/Berlin")).toEqual(new Date(at));
  });

  it.each([
    ["2027-03-28T02:30:00", "Europe/Berlin", /Does not exist in Europe\/Berlin/],
    ["2027-03-14T02:00:00", "America/New_York", /Does not exist/],
    ["2027-10-03T02:10:00", "Australia/Lord_Howe", /Does not exist/],
    // A whole day was skipped when the islands moved across the date line.
    ["2011-12-30T12:00:00", "Pacific/Apia", /Does not exist/],
    ["2027-10-31T02:30:00", "Europe/Berlin", /Comes twice.*2027-10-31T02:30:00\+02:00/],
    ["2027-11-07T01:15:00", "America/New_York", /Comes twice.*-04:00/],
    ["2027-02-30T19:30:00", "Europe/Berlin", /exists/],
    ["2027-02-14T24:30:00", "Europe/Berlin", /exists/],
    ["2027-02-14", "Europe/Berlin", /Must be a time/],
    ["next Friday", "Europe/Berlin", /Must be a time/],
  ])("refuses %s in %s", (text, zone, why) => {
    expect(readEventTime(text, zone)).toMatch(why);
  });

  it("knows zones by their names in any letters, and no offsets and nothing invented", () => {
    expect(timeZoneNamed("Europe/Berlin")).toBe("Europe/Berlin");
    expect(timeZoneNamed("europe/berlin")).toBe("Europe/Berlin");
    expect(timeZoneNamed("UTC")).toBe("UTC");
    expect(timeZoneNamed("Asia/Kolkata")).toBe("Asia/Kolkata");
    for (const name of ["Europe/Atlantis", "+02:00", "", "CEST2", "Europe/Berlin\n", "../etc/passwd"])
      expect(timeZoneNamed(name), name).toBeNull();
  });
});
