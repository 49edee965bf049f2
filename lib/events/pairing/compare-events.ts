import type { CompareEvents, EventGrouping } from "@/lib/events/pairing/compare-schemas";
import { getOutcomes } from "@/lib/events/pairing/get-outcomes";
import { assertPartnership } from "@/lib/events/partnerships/assert-partnership";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** The newest so many are compared. */
export const MOST_COMPARED = 100;
/** So many are read at once. */
const AT_ONCE = 2;
const DAY_MS = 86_400_000;

export interface ComparedFigures {
  events: number;
  /** People with a seat, and those of them who came, of events where anyone was checked in. */
  expected: number;
  came: number;
  /** Pairs of whom both answered, and those who both said yes, of events that show them. */
  pairs: number;
  mutual: number;
  /** Ratings of events that show them, and their mean of one to five; null for none. */
  ratings: number;
  rating: number | null;
}

export interface ComparedGroup extends ComparedFigures {
  /** An event's id, a month (2026-03), a city, or a weekday from 1 for Monday to 7. Null where no city is known. */
  key: string | null;
  /** The event's name; else null. */
  name: string | null;
}

export interface ComparedEvents {
  total: ComparedFigures;
  /** By what was asked: events and months with the newest first, cities with the most events first, weekdays as they come. */
  groups: ComparedGroup[];
  /** Cities of the partner's finished events, to choose from. */
  cities: string[];
  /** Whether older events were left out. */
  is_cut: boolean;
}

/**
 * A partner's finished events beside one another: attendance, mutual yes, ratings. A figure of several events is the sum of
 * figures that each event shows by itself, so that no difference between two choices of events shows what an event hides.
 * Days are those of each event's own place. Throws Forbidden, PaymentRequired `event_partnership_required`.
 */
export async function compareEvents(ctx: PartnerContext, input: CompareEvents): Promise<ComparedEvents> {
  assertPermitted(ctx, "events:read");
  const { partnerId, mode } = ctx;
  await assertPartnership(ctx);
  const finished = { partnerId, mode, status: "finished" } as const;
  const [rows, cities] = await Promise.all([
    ctx.db.event.findMany({
      where: {
        ...finished,
        ...(input.city === undefined ? {} : { city: input.city }),
        // A day begins and ends up to a day earlier or later elsewhere.
        startsAt: { gte: dayFrom(input.from, -1) ?? undefined, lt: dayFrom(input.to, 2) ?? undefined },
      },
      select: { id: true, name: true, city: true, startsAt: true, timeZone: true },
      orderBy: [{ startsAt: "desc" }, { id: "desc" }],
      take: 2 * MOST_COMPARED,
    }),
    ctx.db.event.findMany({
      where: { ...finished, city: { not: null } },
      distinct: ["city"],
      select: { city: true },
      orderBy: { city: "asc" },
    }),
  ]);
  const chosen = rows.filter((row) => {
    const day = localDay(row);
    return (input.from === undefined || day >= input.from) && (input.to === undefined || day <= input.to);
  });
  const read = await figuresOf(ctx, chosen.slice(0, MOST_COMPARED));
  return {
    total: sumOf(read.map(({ figures }) => figures)),
    groups: grouped(read, input.group_by),
    cities: cities.flatMap(({ city }) => city ?? []),
    is_cut: chosen.length > MOST_COMPARED,
  };
}

interface EventRow {
  id: string;
  name: string;
  city: string | null;
  startsAt: Date;
  timeZone: string;
}

interface ReadEvent {
  event: EventRow;
  figures: ComparedFigures;
}

async function figuresOf(ctx: PartnerContext, events: readonly EventRow[]): Promise<ReadEvent[]> {
  const { partnerId } = ctx;
  const where = { partnerId, eventId: { in: events.map(({ id }) => id) } };
  const [expected, came] = await Promise.all([
    ctx.db.eventAttendee.groupBy({ by: ["eventId"], where, _count: true }),
    ctx.db.attendance.groupBy({
      by: ["eventId"],
      where: { ...where, firstInAt: { not: null } },
      _count: true,
    }),
  ]);
  const seats = new Map(expected.map(({ eventId, _count }) => [eventId, _count]));
  const arrived = new Map(came.map(({ eventId, _count }) => [eventId, _count]));
  const waiting = [...events];
  const found: ReadEvent[] = [];
  const worker = async () => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      const { answers, ratings } = await getOutcomes(ctx, { event_id: event.id });
      const shares = [answers?.planned ?? null, answers?.control ?? null].filter((share) => share !== null);
      const there = arrived.get(event.id) ?? 0;
      found.push({
        event,
        figures: {
          events: 1,
          expected: there === 0 ? 0 : (seats.get(event.id) ?? 0),
          came: there,
          pairs: shares.reduce((sum, { pairs }) => sum + pairs, 0),
          mutual: shares.reduce((sum, { mutual }) => sum + mutual, 0),
          ratings: ratings?.count ?? 0,
          rating: ratings?.mean ?? null,
        },
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const order = new Map(events.map(({ id }, index) => [id, index]));
  return found.toSorted((one, other) => (order.get(one.event.id) ?? 0) - (order.get(other.event.id) ?? 0));
}

function sumOf(figures: readonly ComparedFigures[]): ComparedFigures {
  const sum = (of: (one: ComparedFigures) => number) => figures.reduce((total, one) => total + of(one), 0);
  const ratings = sum((one) => one.ratings);
  const stars = sum(({ ratings: count, rating }) => count * (rating ?? 0));
  return {
    events: sum(({ events }) => events),
    expected: sum(({ expected }) => expected),
    came: sum(({ came }) => came),
    pairs: sum(({ pairs }) => pairs),
    mutual: sum(({ mutual }) => mutual),
    ratings,
    rating: ratings === 0 ? null : stars / ratings,
  };
}

function grouped(read: readonly ReadEvent[], by: EventGrouping): ComparedGroup[] {
  const groups = new Map<string | null, ReadEvent[]>();
  for (const one of read) {
    const key = keyOf(one.event, by);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rows = Array.from(groups, ([key, events]) => ({
    ...sumOf(events.map(({ figures }) => figures)),
    key,
    name: by === "event" ? (events[0]?.event.name ?? null) : null,
  }));
  if (by === "city") return rows.toSorted((one, other) => other.events - one.events);
  if (by === "weekday") return rows.toSorted((one, other) => Number(one.key) - Number(other.key));
  return rows;
}

function keyOf(event: EventRow, by: EventGrouping): string | null {
  const day = localDay(event);
  switch (by) {
    case "event":
      return event.id;
    case "month":
      return day.slice(0, 7);
    case "city":
      return event.city;
    case "weekday":
      return String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day on which an event began where it took place, as 2026-03-31. */
function localDay({ startsAt, timeZone }: EventRow): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone });
  formats.set(timeZone, format);
  return format.format(startsAt);
}

/** So many days after the start of a day in UTC; null for no day. */
function dayFrom(day: string | undefined, days: number): Date | null {
  return day === undefined ? null : new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}
