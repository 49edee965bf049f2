/**
 * How a ticket is written. It runs in browsers too, so that a door reads tickets without network.
 *
 * `SM1:` and 102 bytes in base 32: version (1), event id (16), attendee id (16), ticket number (5), Ed25519 signature of
 * the bytes before it (64). Capital letters and digits alone keep the QR code small (alphanumeric mode).
 */
export const TICKET_PREFIX = "SM1:";
export const TICKET_VERSION = 1;
const ID_BYTES = 16;
export const NUMBER_BYTES = 5;
const SIGNED_BYTES = 1 + 2 * ID_BYTES + NUMBER_BYTES;
const SIGNATURE_BYTES = 64;

/** Crockford's: no I, L, O or U, which people mistake for other signs. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export interface TicketClaims {
  readonly eventId: string;
  readonly attendeeId: string;
  /** Eight signs, without the hyphen. */
  readonly number: string;
}

/** A ticket as it was read, its signature not yet checked. */
export interface ReadTicket extends TicketClaims {
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

function toBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31];
}

/** Null for anything that `toBase32` does not write. */
function fromBase32(text: string, length: number): Uint8Array<ArrayBuffer> | null {
  if (text.length !== Math.ceil((length * 8) / 5)) return null;
  const bytes = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8 && at < length) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
    held &= (1 << bits) - 1;
  }
  // What does not fill a byte is zero, so that a ticket has one spelling.
  return held === 0 ? bytes : null;
}

function bytesOfId(id: string): Uint8Array {
  return Uint8Array.from(id.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function idOfBytes(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A ticket number of five bytes. */
export function numberOfBytes(bytes: Uint8Array): string {
  return toBase32(bytes.subarray(0, NUMBER_BYTES));
}

/** What is signed. */
export function ticketBytes({ eventId, attendeeId, number }: TicketClaims): Uint8Array<ArrayBuffer> {
  const numberBytes = fromBase32(number, NUMBER_BYTES);
  if (numberBytes === null) throw new Error("A ticket number has eight signs.");
  return new Uint8Array([TICKET_VERSION, ...bytesOfId(eventId), ...bytesOfId(attendeeId), ...numberBytes]);
}

export function writeTicket(signed: Uint8Array, signature: Uint8Array): string {
  return TICKET_PREFIX + toBase32(new Uint8Array([...signed, ...signature]));
}

/** What a code says; null where it is no ticket of ours, or of a version that this does not know. */
export function readTicket(text: string): ReadTicket | null {
  if (!text.startsWith(TICKET_PREFIX)) return null;
  const bytes = fromBase32(text.slice(TICKET_PREFIX.length), SIGNED_BYTES + SIGNATURE_BYTES);
  if (bytes === null || bytes[0] !== TICKET_VERSION) return null;
  return {
    eventId: idOfBytes(bytes.subarray(1, 1 + ID_BYTES)),
    attendeeId: idOfBytes(bytes.subarray(1 + ID_BYTES, 1 + 2 * ID_BYTES)),
    number: numberOfBytes(bytes.subarray(1 + 2 * ID_BYTES)),
    signed: bytes.slice(0, SIGNED_BYTES),
    signature: bytes.slice(SIGNED_BYTES),
  };
}

/** As people read it: two groups of four. */
export function spellNumber(number: string): string {
  return `${number.slice(0, 4)}-${number.slice(4)}`;
}

/** A number as a person typed it, in the one way that we write it; null where it cannot be one. */
export function typedNumber(text: string): string | null {
  const signs = text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return signs.length === 8 && [...signs].every((sign) => ALPHABET.includes(sign)) ? signs : null;
}
