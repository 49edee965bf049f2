import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import {
  numberOfBytes,
  type ReadTicket,
  readTicket,
  type TicketClaims,
  ticketBytes,
  writeTicket,
} from "@/lib/events/check-in/ticket-format";
import { deriveSecret } from "@/lib/platform/seal";

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** Each event of each installation has a key of its own, derived from its secret: none is stored. */
function signingKey(eventId: string, secret?: string): KeyObject {
  const seed = Buffer.from(deriveSecret(`events.ticket-key:${eventId}`, secret), "base64url");
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
}

/** The public key of an event's tickets: 32 bytes in base64url, as a JWK writes them. */
export function ticketPublicKey(eventId: string): string {
  return createPublicKey(signingKey(eventId)).export({ format: "jwk" }).x ?? "";
}

/** What an attendee can say at the door instead of showing the code. It follows from their id, and cannot be guessed. */
export function numberTickets(eventId: string): (attendeeId: string) => string {
  const key = deriveSecret(`events.ticket-numbers:${eventId}`);
  return (attendeeId) => numberOfBytes(createHmac("sha256", key).update(attendeeId).digest());
}

export function ticketNumber(eventId: string, attendeeId: string): string {
  return numberTickets(eventId)(attendeeId);
}

/** The text of an attendee's QR code. `secret` takes the place of APP_SECRET. */
export function signTicket(eventId: string, attendeeId: string, secret?: string): string {
  const claims: TicketClaims = { eventId, attendeeId, number: ticketNumber(eventId, attendeeId) };
  const signed = ticketBytes(claims);
  return writeTicket(signed, sign(null, signed, signingKey(eventId, secret)));
}

/** Reads a ticket to one event; null where it is forged, altered, another event's or another installation's. */
export function verifyTicket(eventId: string, text: string): ReadTicket | null {
  const ticket = readTicket(text);
  if (ticket === null || ticket.eventId !== eventId) return null;
  const isOurs = verify(null, ticket.signed, createPublicKey(signingKey(eventId)), ticket.signature);
  return isOurs && ticket.number === ticketNumber(eventId, ticket.attendeeId) ? ticket : null;
}
