import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTicket, spellNumber, TICKET_PREFIX, typedNumber } from "@/lib/events/check-in/ticket-format";
import { signTicket, ticketNumber, verifyTicket } from "@/lib/events/check-in/ticket-keys";
import { newId } from "@/lib/platform/ids";

const eventId = newId();
const attendeeId = newId();
const ticket = signTicket(eventId, attendeeId);
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

describe("a ticket", () => {
  it("says whose it is, and is the same each time", () => {
    expect(verifyTicket(eventId, ticket)).toMatchObject({ eventId, attendeeId });
    expect(signTicket(eventId, attendeeId)).toBe(ticket);
  });

  it("holds only signs that QR codes write compactly", () => {
    expect(ticket).toMatch(/^SM1:[0-9A-Z]+$/);
    expect(ticket.length).toBeLessThanOrEqual(178);
  });

  it("is refused once any sign of it is altered", () => {
    const altered = fc
      .tuple(fc.integer({ min: 0, max: ticket.length - 1 }), fc.constantFrom(...SIGNS))
      .map(([at, sign]) => ticket.slice(0, at) + sign + ticket.slice(at + 1))
      .filter((text) => text !== ticket);
    fc.assert(fc.property(altered, (text) => verifyTicket(eventId, text) === null));
  });

  it("is refused at the door of another event", () => {
    expect(verifyTicket(newId(), ticket)).toBeNull();
  });

  it("is refused where another installation made it", () => {
    const foreign = signTicket(eventId, attendeeId, "another installation's secret, long enough");
    expect(readTicket(foreign)).toMatchObject({ eventId, attendeeId });
    expect(verifyTicket(eventId, foreign)).toBeNull();
  });

  it("cannot be put together from the parts of two others", () => {
    const other = signTicket(eventId, newId());
    const half = Math.floor(ticket.length / 2);
    expect(verifyTicket(eventId, ticket.slice(0, half) + other.slice(half))).toBeNull();
  });

  it("is never confused by text that is no ticket", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(verifyTicket(eventId, text)).toBeNull();
        expect(verifyTicket(eventId, TICKET_PREFIX + text)).toBeNull();
      }),
    );
  });
});

describe("a ticket number", () => {
  it("is another for every attendee and event", () => {
    const numbers = new Set(Array.from({ length: 2_000 }, () => ticketNumber(eventId, newId())));
    expect(numbers.size).toBe(2_000);
    expect(ticketNumber(newId(), attendeeId)).not.toBe(ticketNumber(eventId, attendeeId));
  });

  it("is read as people type it", () => {
    const number = ticketNumber(eventId, attendeeId);
    expect(typedNumber(spellNumber(number))).toBe(number);
    expect(typedNumber(` ${number.toLowerCase()} `)).toBe(number);
    expect(typedNumber("o0il-1111")).toBe("00111111");
    expect(typedNumber("K7QM-2F9")).toBeNull();
    expect(typedNumber("K7QM-2F9U")).toBeNull();
  });
});
