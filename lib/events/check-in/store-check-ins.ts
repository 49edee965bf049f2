import { assertTakesRecords, closesAt } from "@/lib/events/check-in/door-hours";
import { foldCheckIns } from "@/lib/events/check-in/fold-check-ins";
import type { CheckInResult, REFUSALS } from "@/lib/events/check-in/schemas";
import { verifyTicket } from "@/lib/events/check-in/ticket-keys";
import type { PartnerContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import type { CheckInKind, CheckInMethod, CheckIn as CheckInRow, Event } from "@/lib/platform/prisma/client";

/** One thing that happened. It names its attendee in one of three ways; an `undone` may leave that to what it takes back. */
export interface CheckInAction {
  id: string;
  kind: CheckInKind;
  method: CheckInMethod;
  at: Date;
  undoes: string | null;
  attendeeId: string | null;
  externalId: string | null;
  ticket: string | null;
}

interface Recording {
  /** Locked, so that all check-ins of an event are written one call after the other. */
  event: Event;
  door: { id: string; name: string } | null;
  actions: readonly CheckInAction[];
}

type Refusal = (typeof REFUSALS)[number];
type NewRow = Omit<CheckInRow, "receivedAt">;

/**
 * Writes down what happened, each once: an id that is known changes nothing. What is refused is named and stops nothing
 * else. Standings, and webhooks of what is new, follow in the same transaction. Throws Conflict `doors_closed`.
 */
export async function storeCheckIns(
  ctx: PartnerContext,
  tx: Transaction,
  { event, door, actions }: Recording,
): Promise<CheckInResult[]> {
  const now = ctx.clock.now();
  assertTakesRecords(event, now);
  const { partnerId } = ctx;
  const of = { eventId: event.id, partnerId };
  const tickets = actions.map(({ ticket }) => (ticket === null ? null : verifyTicket(event.id, ticket)));
  const [attendees, stored] = await Promise.all([
    tx.eventAttendee.findMany({
      where: {
        ...of,
        OR: [
          { id: { in: [...actions, ...tickets].flatMap((named) => named?.attendeeId ?? []) } },
          { externalId: { in: actions.flatMap(({ externalId }) => externalId ?? []) } },
          { checkIns: { some: { id: { in: actions.flatMap(({ undoes }) => undoes ?? []) } } } },
        ],
      },
      select: { id: true, externalId: true },
    }),
    tx.checkIn.findMany({
      where: {
        ...of,
        id: { in: actions.flatMap(({ id, undoes }) => [id, ...(undoes === null ? [] : [undoes])]) },
      },
    }),
  ]);
  const byId = new Map(attendees.map((attendee) => [attendee.id, attendee]));
  const byExternalId = new Map(attendees.map((attendee) => [attendee.externalId, attendee]));
  const known = new Map<string, NewRow>(stored.map((row) => [row.id, row]));
  const added: NewRow[] = [];

  const whoOf = (action: CheckInAction, at: number): { id: string } | Refusal => {
    if (action.ticket !== null) {
      const named = tickets[at]?.attendeeId;
      // A phone says both, and they must agree.
      if (named === undefined || (action.attendeeId ?? named) !== named) return "invalid_ticket";
      return byId.get(named) ?? "unknown_attendee";
    }
    if (action.attendeeId !== null) return byId.get(action.attendeeId) ?? "unknown_attendee";
    if (action.externalId !== null) return byExternalId.get(action.externalId) ?? "unknown_attendee";
    const target = action.undoes === null ? undefined : known.get(action.undoes);
    return target === undefined ? "unknown_check_in" : { id: target.attendeeId };
  };

  const results = actions.map((action, index): CheckInResult => {
    const who = whoOf(action, index);
    const refuse = (reason: Refusal): CheckInResult => {
      return { id: action.id, attendee_id: null, result: "refused", reason };
    };
    if (typeof who === "string") return refuse(who);
    const before = known.get(action.id);
    if (before !== undefined) {
      const same =
        before.attendeeId === who.id && before.kind === action.kind && before.undoes === action.undoes;
      if (!same) return refuse("id_taken");
      return { id: action.id, attendee_id: who.id, result: "known", reason: null };
    }
    const row: NewRow = {
      ...of,
      id: action.id,
      mode: event.mode,
      attendeeId: who.id,
      doorId: door?.id ?? null,
      kind: action.kind,
      method: action.method,
      undoes: action.undoes,
      at: boundedTime(action.at, event, now),
      deviceAt: action.at,
    };
    known.set(row.id, row);
    added.push(row);
    return { id: action.id, attendee_id: who.id, result: "recorded", reason: null };
  });

  if (added.length === 0) return results;
  await tx.checkIn.createMany({ data: added.map((row) => ({ ...row, receivedAt: now })) });
  await settleStandings(ctx, tx, event, [...new Set(added.map(({ attendeeId }) => attendeeId))]);
  for (const row of added) {
    await emitEvent(ctx, tx, {
      partnerId,
      type: "checkin.recorded",
      data: {
        event_id: event.id,
        check_in_id: row.id,
        attendee_id: row.attendeeId,
        external_id: byId.get(row.attendeeId)?.externalId ?? row.attendeeId,
        kind: row.kind,
        undoes: row.undoes,
        at: row.at.toISOString(),
        door: door?.name ?? null,
      },
    });
  }
  return results;
}

/** Clocks may be wrong: nothing happened later than we heard of it or the doors closed, nor before the event was made. */
function boundedTime(at: Date, event: Event, receivedAt: Date): Date {
  const latest = Math.min(receivedAt.getTime(), closesAt(event).getTime());
  return new Date(Math.max(event.createdAt.getTime(), Math.min(at.getTime(), latest)));
}

/** Works out anew where these attendees are, from everything that is known of them. */
async function settleStandings(
  { partnerId }: PartnerContext,
  tx: Transaction,
  event: Event,
  attendeeIds: readonly string[],
): Promise<void> {
  const log = await tx.checkIn.findMany({
    where: { eventId: event.id, partnerId, attendeeId: { in: [...attendeeIds] } },
    select: { id: true, attendeeId: true, kind: true, at: true, undoes: true },
  });
  const standings = attendeeIds.map((attendeeId) => {
    const own = log.filter((row) => row.attendeeId === attendeeId);
    const { state, first, last, duplicates } = foldCheckIns(
      own.map((row) => ({ ...row, at: row.at.getTime() })),
    );
    return {
      attendee_id: attendeeId,
      state,
      since: last === null ? null : new Date(last.at),
      last_id: last?.id ?? null,
      first_in_at: first === null ? null : new Date(first.at),
      duplicates: duplicates.map(({ id }) => id),
    };
  });
  await tx.$executeRaw`
    INSERT INTO attendances (attendee_id, event_id, partner_id, mode, state, since, last_id, first_in_at, duplicates, version)
    SELECT standing.attendee_id, ${event.id}::uuid, ${partnerId}::uuid, ${event.mode}::key_mode,
      standing.state::attendance_state, standing.since, standing.last_id, standing.first_in_at,
      ARRAY(SELECT jsonb_array_elements_text(standing.duplicates)::uuid),
      (SELECT coalesce(max(version), 0) + 1 FROM attendances WHERE event_id = ${event.id}::uuid)
    FROM jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) AS standing (attendee_id uuid, state text,
      since timestamptz, last_id uuid, first_in_at timestamptz, duplicates jsonb)
    ON CONFLICT (attendee_id) DO UPDATE SET state = excluded.state, since = excluded.since,
      last_id = excluded.last_id, first_in_at = excluded.first_in_at, duplicates = excluded.duplicates,
      version = excluded.version`;
}
