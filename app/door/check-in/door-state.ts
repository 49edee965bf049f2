import { foldCheckIns, type LoggedCheckIn } from "@/lib/events/check-in/fold-check-ins";
import type {
  AttendanceCounts,
  DoorCheckIn,
  DoorGuest,
  DoorReply,
  DoorStanding,
} from "@/lib/events/check-in/schemas";
import { readTicket, typedNumber } from "@/lib/events/check-in/ticket-format";

/** What a phone knows of its event, as of its last contact. It is kept encrypted. */
export interface Held {
  door: DoorReply["door"];
  event: DoorReply["event"];
  closesAt: number;
  publicKey: string;
  guests: readonly DoorGuest[];
  standings: Readonly<Record<string, DoorStanding>>;
  counts: AttendanceCounts;
  listVersion: string;
  cursor: number;
  /** The server's clock at the last contact, in milliseconds. */
  loadedAt: number;
  /** What to add to this phone's clock to have the server's. */
  offsetMs: number;
}

export interface Guest {
  id: string;
  name: string;
  group: string | null;
  number: string;
}

export interface GuestStanding {
  state: "in" | "out" | "absent";
  since: number | null;
  lastId: string | null;
}

/** What is known after a contact; null once the door is closed, which forgets the list. */
export function applyReply(held: Held | null, reply: DoorReply, deviceNow: number): Held | null {
  if (reply.closed !== null) return null;
  const isNew = reply.guests !== null;
  const changed = Object.fromEntries(reply.standings.map((standing) => [standing[0], standing]));
  const now = Date.parse(reply.now);
  return {
    door: reply.door,
    event: reply.event,
    closesAt: Date.parse(reply.closes_at),
    publicKey: reply.public_key,
    guests: reply.guests ?? held?.guests ?? [],
    standings: isNew ? changed : { ...held?.standings, ...changed },
    counts: reply.counts,
    listVersion: reply.list_version,
    cursor: reply.cursor,
    loadedAt: now,
    offsetMs: now - deviceNow,
  };
}

const guestOf = ([id, name, group, number]: DoorGuest): Guest => ({ id, name, group, number });

export function findGuest(held: Held, id: string): Guest | null {
  const found = held.guests.find(([guestId]) => guestId === id);
  return found === undefined ? null : guestOf(found);
}

function logged(action: DoorCheckIn): LoggedCheckIn {
  return { id: action.id, kind: action.kind, at: Date.parse(action.at), undoes: action.undoes };
}

/** Where a guest is: what the server said, and on top of it what this phone has not sent yet. */
export function standingOf(held: Held, queue: readonly DoorCheckIn[], guestId: string): GuestStanding {
  const [, state, since = 0, lastId = ""] = held.standings[guestId] ?? [];
  const known: LoggedCheckIn[] = [];
  if (state === "in") known.push({ id: lastId, kind: "in", at: since, undoes: null });
  if (state === "out") {
    // That they came is known, when and by which check-in is not.
    known.push({ id: "", kind: "in", at: since - 1, undoes: null });
    known.push({ id: lastId, kind: "out", at: since, undoes: null });
  }
  const own = queue.filter(({ attendee_id }) => attendee_id === guestId).map(logged);
  const standing = foldCheckIns([...known, ...own]);
  return {
    state: standing.state,
    since: standing.last?.at ?? null,
    lastId: standing.last?.id ?? null,
  };
}

/** The server's figures with what this phone has not sent yet. */
export function countsOf(held: Held, queue: readonly DoorCheckIn[]): AttendanceCounts {
  const touched = new Set(queue.map(({ attendee_id }) => attendee_id));
  let { attended, present } = held.counts;
  for (const id of touched) {
    const before = held.standings[id]?.[1] ?? "absent";
    const after = standingOf(held, queue, id).state;
    present += Number(after === "in") - Number(before === "in");
    attended += Number(after !== "absent") - Number(before !== "absent");
  }
  return { expected: held.counts.expected, attended, present };
}

/** Guests by name, group or ticket number, in the order of their names. */
export function searchGuests(held: Held, text: string): Guest[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const number = typedNumber(text);
  const found = held.guests.filter(([, name, group, ticket]) => {
    if (number !== null && ticket === number) return true;
    const inside = fold(`${name} ${group ?? ""}`);
    return words.every((word) => inside.includes(word));
  });
  return found
    .map(guestOf)
    .sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
}

/** Letters as people look for them: José is found by "jose". */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** What a scanned code is. */
export type Scanned =
  /** Of someone on the list. */
  | { kind: "guest"; guest: Guest }
  /** Genuine, of someone who got their seat after the list was loaded. */
  | { kind: "later"; attendeeId: string }
  /** Genuine, of someone who gave their seat back. */
  | { kind: "gone" }
  | { kind: "other-event" }
  | { kind: "invalid" };

/** Judges a code without network. `isGenuine` checks the signature; null where this browser cannot. */
export async function judgeCode(
  held: Held,
  text: string,
  isGenuine: (publicKey: string, signed: BufferSource, signature: BufferSource) => Promise<boolean | null>,
): Promise<Scanned> {
  const ticket = readTicket(text.trim());
  if (ticket === null) return { kind: "invalid" };
  if (ticket.eventId !== held.event.id) return { kind: "other-event" };
  const genuine = await isGenuine(held.publicKey, ticket.signed, ticket.signature);
  if (genuine === false) return { kind: "invalid" };
  const guest = findGuest(held, ticket.attendeeId);
  // The number cannot be guessed, and only a list that the server gave has it.
  if (guest !== null) return guest.number === ticket.number ? { kind: "guest", guest } : { kind: "invalid" };
  if (genuine === null) return { kind: "invalid" };
  return madeAt(ticket.attendeeId) > held.loadedAt
    ? { kind: "later", attendeeId: ticket.attendeeId }
    : { kind: "gone" };
}

/** The millisecond that a UUIDv7 carries. */
function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
