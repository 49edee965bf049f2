import type { z } from "zod";
import { agreeingRegistrations, OWN_ANSWERS_FLOOR } from "@/lib/events/pairing/own-crowd";
import type { Schedule } from "@/lib/events/pairing/schedule-schemas";
import type { OwnAnswersMatch } from "@/lib/events/pairing/schemas";
import { peopleFor } from "@/lib/identity/consent/read-people";
import { BAND } from "@/lib/people/together/score-bands";
import type { Context } from "@/lib/platform/context";

type Reader = Pick<Context, "db" | "clock">;

const BAND_POINTS = Math.round(BAND * 100);
const bandFrom = (low: number) => ({ low, high: low + BAND_POINTS });

/**
 * Who of those that answered for themselves may be shown to the organizer at this moment, by seat, with the ids that the
 * organizer knows them by. Empty while they are fewer than five.
 */
async function shownGuests(ctx: Reader, eventId: string): Promise<Map<string, string>> {
  const rows = await ctx.db.$queryRaw<{ id: string; externalId: string }[]>`
    SELECT attendee.id::text, attendee.external_id AS "externalId"
    FROM ${agreeingRegistrations(peopleFor(ctx, "events"), eventId)}
    WHERE EXISTS (SELECT FROM trait_results result WHERE result.profile_id = consenting.id)
    UNION
    SELECT id::text, external_id FROM event_attendees
    WHERE event_id = ${eventId}::uuid AND pool <> 'site' AND traits_source = 'person'`;
  return rows.length < OWN_ANSWERS_FLOOR ? new Map() : new Map(rows.map((row) => [row.id, row.externalId]));
}

/** The pairs of a match of those who answered for themselves, by band, then by id. */
export async function ownMatchesOf(
  ctx: Reader,
  { id: runId, eventId }: { id: string; eventId: string },
): Promise<z.output<typeof OwnAnswersMatch>[]> {
  const shown = await shownGuests(ctx, eventId);
  if (shown.size === 0) return [];
  const rows = await ctx.db.ownAnswersPair.findMany({
    where: { runId },
    select: { attendee1Id: true, attendee2Id: true, low: true },
    orderBy: [{ low: "desc" }, { attendee1Id: "asc" }, { attendee2Id: "asc" }],
  });
  return rows.flatMap(({ attendee1Id, attendee2Id, low }) => {
    const [one, other] = [shown.get(attendee1Id), shown.get(attendee2Id)];
    if (one === undefined || other === undefined) return [];
    return [{ attendee1_id: one, attendee2_id: other, band: bandFrom(low) }];
  });
}

/** A schedule with the tables of those who answered for themselves, numbered on after the others in each round. */
export async function withOwnTables(ctx: Reader, schedule: Schedule): Promise<Schedule> {
  const runId = schedule.run_id;
  const seats = await ctx.db.ownAnswersSeat.findMany({
    where: { runId },
    orderBy: [{ round: "asc" }, { place: "asc" }, { attendeeId: "asc" }],
  });
  if (seats.length === 0) return schedule;
  const shown = await shownGuests(ctx, schedule.event_id);
  const seated = seats.flatMap(({ round, attendeeId, place }) => {
    const id = shown.get(attendeeId);
    return id === undefined ? [] : [{ round, attendeeId, place, id }];
  });
  const people = new Map(seated.map(({ attendeeId, id }) => [attendeeId, id]));
  if (people.size < OWN_ANSWERS_FLOOR) return schedule;
  const lows = await lowsOf(ctx, runId);
  const fare = new Map([...people.values()].map((id) => [id, { met: 0, byes: 0 }]));
  const rounds = schedule.rounds.map((round) => {
    const own = seated.filter((seat) => seat.round === round.round);
    const places = [...new Set(own.flatMap(({ place }) => place ?? []))];
    const tables = places
      .map((place) => own.filter((seat) => seat.place === place))
      // Whose partner is gone has a bye.
      .filter((table) => table.length > 1);
    const at = new Set(tables.flat().map(({ id }) => id));
    const byes = own.filter(({ id }) => !at.has(id)).map(({ id }) => id);
    for (const table of tables) for (const { id } of table) add(fare, id, "met", table.length - 1);
    for (const id of byes) add(fare, id, "byes", 1);
    return {
      ...round,
      tables: [...round.tables, ...tables.map((table) => table.map(({ id }) => id))],
      scores:
        round.scores === null
          ? null
          : [...round.scores, ...tables.map((table) => pairsOf(table).map(() => null))],
      bands: [
        ...round.tables.map((table) => pairsOf(table).map(() => null)),
        ...tables.map((table) =>
          pairsOf(table).map(([one, other]) => {
            const low = lows.get(keyOf(one.attendeeId, other.attendeeId));
            return low === undefined ? null : bandFrom(low);
          }),
        ),
      ],
      byes: [...round.byes, ...byes],
    };
  });
  const guests = Array.from(fare, ([id, figures]) => ({ id, ...figures }));
  return { ...schedule, rounds, own_answers_guests: guests };
}

function add(fare: Map<string, { met: number; byes: number }>, id: string, what: "met" | "byes", by: number) {
  const figures = fare.get(id);
  if (figures !== undefined) figures[what] += by;
}

function pairsOf<T>(table: readonly T[]): [T, T][] {
  return table.flatMap((one, at) => table.slice(at + 1).map((other): [T, T] => [one, other]));
}

const keyOf = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`);

async function lowsOf({ db }: Reader, runId: string): Promise<Map<string, number>> {
  const rows = await db.ownAnswersPair.findMany({
    where: { runId },
    select: { attendee1Id: true, attendee2Id: true, low: true },
  });
  return new Map(rows.map(({ attendee1Id, attendee2Id, low }) => [keyOf(attendee1Id, attendee2Id), low]));
}
