import type { ApartPair } from "@/lib/events/pairing/apart-pairs";
import type { Compute } from "@/lib/events/pairing/found";
import { type KeptSchedule, scheduleTask } from "@/lib/events/pairing/match-task";
import { OWN_ANSWERS_FLOOR, type OwnPerson } from "@/lib/events/pairing/own-crowd";
import {
  insertOwnPairs,
  matchPeople,
  type OwnPair,
  type SeatRules,
  seatRules,
} from "@/lib/events/pairing/own-matches";
import { planApart } from "@/lib/events/pairing/plan-apart";
import { bandsOfAll } from "@/lib/people/together/bands-of-all";
import { BAND } from "@/lib/people/together/score-bands";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { soulmate2, TRAIT_COUNT } from "@/lib/scoring/model";

type OwnCall = Omit<KeptSchedule, "people" | "traits" | "standardErrors" | "own"> & {
  readonly own: NonNullable<KeptSchedule["own"]>;
};

interface OwnSeat {
  readonly round: number;
  readonly attendeeId: string;
  readonly place: number | null;
}

/** A plan for guests who answered for themselves. */
export interface OwnPlan {
  readonly seats: readonly OwnSeat[];
  readonly pairs: readonly OwnPair[];
}

/**
 * Plans rounds for the guests who answered for themselves, with the same rules as for the others and apart from them. It
 * weighs pairs by the middle of their band, so that the plan tells nothing that bands do not. Null for a crowd that is too
 * small to be shown. Throws as `compute` does.
 */
export async function planOwnSchedule(
  ctx: Context,
  {
    crowd: everyone,
    call,
    apart,
  }: { crowd: readonly OwnPerson[]; call: OwnCall; apart: readonly ApartPair[] },
  compute: Compute,
): Promise<OwnPlan | null> {
  // A new plan is for those who are there. One that is planned on keeps the places of all.
  const gone = new Set(call.own.planned === null ? call.own.absent : []);
  const crowd = everyone.filter(({ externalId }) => !gone.has(externalId));
  if (crowd.length < OWN_ANSWERS_FLOOR) return null;
  const bands = await bandsOfAll(crowd.map(({ reading }) => reading));
  const idOf = new Map(crowd.map(({ externalId, attendeeId }) => [externalId, attendeeId]));
  const hasScore = ([one, other]: readonly [string, string]) => {
    const [i, j] = [one, other].map((id) => crowd.findIndex(({ attendeeId }) => attendeeId === id));
    return lowOf(bands, crowd.length, i ?? -1, j ?? -1) !== null;
  };
  const scores = bands.map((low) => (low === null ? null : low / 100 + BAND / 2));
  const planned =
    call.own.planned === null ? null : await plannedRounds(ctx, call.own.planned, crowd, call.rounds);
  const people = matchPeople(crowd);
  const taskFor = ({ pins, forbids }: SeatRules) => {
    const kept = {
      ...call,
      people,
      // Scores are given. What traits there are, the task must not see.
      traits: crowd.map(() => Array<null>(TRAIT_COUNT).fill(null)),
      standardErrors: null,
      // Tables know no pins, and a pair without a score cannot be planned.
      pins: call.tableSize > 2 ? [] : pins.filter(hasScore),
      forbids,
      planned,
      absent: call.own.absent.flatMap((id) => idOf.get(id) ?? []),
      own: null,
    };
    return scheduleTask(kept, soulmate2.version, scores);
  };
  const { result } = await planApart(
    {
      call: { people, planned, played: call.played },
      hidden: apart.map(({ seats }) => seats),
      free: taskFor(seatRules(crowd, call.own, [])),
      apart: () => taskFor(seatRules(crowd, call.own, apart)),
    },
    compute,
  );
  const { seated } = result;
  const seats: OwnSeat[] = [];
  const pairs: OwnPair[] = [];
  for (const [index, tables] of seated.entries()) {
    const placeOf = new Map<number, number>();
    for (const [table, { people }] of tables.entries()) {
      for (const [at, person] of people.entries()) {
        placeOf.set(person, table + 1);
        for (const mate of people.slice(at + 1)) pairs.push(...pairAt(crowd, bands, person, mate));
      }
    }
    for (const [person, { attendeeId }] of crowd.entries())
      seats.push({ round: index + 1, attendeeId, place: placeOf.get(person) ?? null });
  }
  return { seats, pairs };
}

function pairAt(
  crowd: readonly OwnPerson[],
  bands: readonly (number | null)[],
  a: number,
  b: number,
): OwnPair[] {
  const [i, j] = a < b ? [a, b] : [b, a];
  const [one, other] = [crowd[i], crowd[j]];
  const low = lowOf(bands, crowd.length, i, j);
  return one === undefined || other === undefined || low === null ? [] : [{ one, other, low }];
}

function lowOf(bands: readonly (number | null)[], size: number, a: number, b: number): number | null {
  const [i, j] = a < b ? [a, b] : [b, a];
  return bands[i * size - (i * (i + 1)) / 2 + (j - i - 1)] ?? null;
}

/** What an earlier run planned for those who are in the crowd still, as partners by place. Others have had byes. */
async function plannedRounds(
  ctx: Context,
  runId: string,
  crowd: readonly OwnPerson[],
  rounds: number,
): Promise<number[][]> {
  const rows = await ctx.db.ownAnswersSeat.findMany({ where: { runId, place: { not: null } } });
  const indexOf = new Map(crowd.map(({ attendeeId }, index) => [attendeeId, index]));
  return Array.from({ length: rounds }, (_, index) => {
    const mates = Array<number>(crowd.length).fill(-1);
    const at = new Map<number, number>();
    for (const { round, place, attendeeId } of rows) {
      const person = indexOf.get(attendeeId);
      if (round !== index + 1 || place === null || person === undefined) continue;
      const mate = at.get(place);
      if (mate === undefined) at.set(place, person);
      else {
        mates[person] = mate;
        mates[mate] = person;
      }
    }
    return mates;
  });
}

/** Writes a plan. Who gave up their seat meanwhile is left out. */
export async function insertOwnPlan(
  tx: Transaction,
  runId: string,
  { seats, pairs }: OwnPlan,
): Promise<void> {
  const rows = seats.map(({ round, attendeeId, place }) => ({ round, attendee_id: attendeeId, place }));
  await tx.$executeRaw`
    INSERT INTO own_answers_seats (run_id, round, attendee_id, place)
    SELECT ${runId}::uuid, seat.round, seat.attendee_id, seat.place
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS seat (round smallint, attendee_id uuid, place int)
    WHERE EXISTS (SELECT FROM event_attendees WHERE id = seat.attendee_id)`;
  await insertOwnPairs(tx, runId, pairs);
}
