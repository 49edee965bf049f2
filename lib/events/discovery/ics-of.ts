import { placeOf } from "@/lib/events/discovery/place-of";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";

/** Lines are folded before they are longer than this many octets. RFC 5545, section 3.1. */
const MOST_OCTETS = 75;

/**
 * An event as an iCalendar file (RFC 5545). Its times are in UTC, so that they mean one moment whatever a program knows of
 * time zones. The UID is the event's id and SEQUENCE rises with each change, so that a later file takes an earlier one's
 * place.
 */
export function icsOf(event: PublicEvent, { url, brand }: { url: string; brand: string }): string {
  const description = [event.description, url].filter((part) => part !== null).join("\n\n");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//${escaped(brand)}//Events//EN`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${event.id}`,
    `DTSTAMP:${utc(event.updatedAt)}`,
    `CREATED:${utc(event.createdAt)}`,
    `LAST-MODIFIED:${utc(event.updatedAt)}`,
    `SEQUENCE:${sequenceOf(event)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.state === "cancelled" ? `Cancelled: ${event.name}` : event.name)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...(placeOf(event) === "" ? [] : [`LOCATION:${escaped(placeOf(event))}`]),
    // A URI is no text, and is not escaped. This one is ours.
    `URL:${url}`,
    `STATUS:${event.state === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

/** `20270214T183000Z` */
const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** Seconds from the first word of it to the last change: it only rises. */
const sequenceOf = ({ createdAt, updatedAt }: PublicEvent) =>
  Math.max(0, Math.floor((updatedAt.getTime() - createdAt.getTime()) / 1_000));

/** A text value: RFC 5545, section 3.3.11. Other control characters have no place in one. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** A line of at most 75 octets, continued on lines that begin with a space, and cut between characters only. */
function folded(line: string): string {
  const lines: string[] = [];
  let [current, octets] = ["", 0];
  for (const character of line) {
    const size = Buffer.byteLength(character, "utf8");
    if (octets + size > MOST_OCTETS) {
      lines.push(current);
      [current, octets] = [" ", 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}
