import { localTime } from "@/lib/events/events/zoned-time";
import type { Db } from "@/lib/platform/db";
import type { Event as EventRow, Prisma } from "@/lib/platform/prisma/client";

/** An event as everyone sees it who may: nothing about any guest. */
export interface PublicEvent {
  id: string;
  name: string;
  description: string | null;
  organizer: string;
  startsAt: Date;
  endsAt: Date;
  /** An IANA name. */
  timeZone: string;
  /** What the clocks at the venue show: `2027-02-14T19:30:00`. */
  localStartsAt: string;
  localEndsAt: string;
  venue: string | null;
  address: string | null;
  city: string | null;
  priceLabel: string | null;
  sponsor: string | null;
  /** Whether its pairs are released. */
  preMatched: boolean;
  /** Whether it is for those with its address only. */
  unlisted: boolean;
  state: "coming" | "running" | "over" | "cancelled";
  cancelReason: string | null;
  registration: EventRow["registration"];
  /** So many hours before the start, those with a seat are asked whether they are coming. Null where they are not asked. */
  confirmHours: number | null;
  /** Everyone with a seat, whichever way they came. */
  registered: number;
  /** People in line. */
  waiting: number;
  /** Seats that a person can take now; null where the event has no limit. */
  seatsLeft: number | null;
  createdAt: Date;
  updatedAt: Date;
}

export const WITH_ORGANIZER = { partner: { select: { companyName: true, suspendedAt: true } } } as const;
type Row = Prisma.EventGetPayload<{ include: typeof WITH_ORGANIZER }>;

interface Counts {
  registered: number;
  offered: number;
  waiting: number;
}

async function countPeople(db: Db, eventIds: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
  const ids = [...eventIds];
  const rows = await db.$queryRaw<({ id: string } & Counts)[]>`
    SELECT event.id,
      (SELECT count(*)::int FROM event_attendees WHERE event_id = event.id) AS registered,
      (SELECT count(*)::int FROM registrations WHERE event_id = event.id AND status = 'offered') AS offered,
      (SELECT count(*)::int FROM registrations WHERE event_id = event.id AND status = 'waiting') AS waiting
    FROM unnest(${ids}::uuid[]) AS event (id)`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Events as everyone may see them, in their order. */
export async function presentPublicEvents(db: Db, rows: readonly Row[], now: Date): Promise<PublicEvent[]> {
  if (rows.length === 0) return [];
  const counts = await countPeople(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => shown(row, counts.get(row.id) ?? { registered: 0, offered: 0, waiting: 0 }, now));
}

function shown(row: Row, { registered, offered, waiting }: Counts, now: Date): PublicEvent {
  const { capacity } = row;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    organizer: row.partner.companyName,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    timeZone: row.timeZone,
    localStartsAt: localTime(row.startsAt, row.timeZone),
    localEndsAt: localTime(row.endsAt, row.timeZone),
    venue: row.venue,
    address: row.address,
    city: row.city,
    priceLabel: row.priceLabel,
    sponsor: row.sponsorBadge,
    preMatched: row.matchedAt !== null,
    unlisted: row.visibility !== "public",
    state: stateOf(row, now),
    cancelReason: row.cancelReason,
    registration: row.partner.suspendedAt === null ? row.registration : "closed",
    confirmHours: row.confirmHours,
    registered,
    waiting,
    // A seat that falls free goes to the next in line, not to the next who looks.
    seatsLeft: capacity === null ? null : waiting > 0 ? 0 : Math.max(0, capacity - registered - offered),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The job that finishes events runs every few minutes: the clock knows sooner. */
function stateOf({ status, startsAt, endsAt }: Row, now: Date): PublicEvent["state"] {
  if (status === "cancelled") return "cancelled";
  if (status === "finished" || endsAt <= now) return "over";
  return startsAt <= now ? "running" : "coming";
}
