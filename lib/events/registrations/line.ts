import type { Seats } from "@/lib/events/registrations/lock-seats";
import type { Db } from "@/lib/platform/db";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * The line of an event. Its order is that of `queued_at`, which is later for each who joins than for all before, so that no
 * one is ever put before another who was there first. Friends of a group who share it wait together.
 */
export interface InLine {
  readonly id: string;
  readonly userId: string;
  readonly groupId: string | null;
  readonly queuedAt: Date;
  /** Nothing is offered to who is suspended. They keep their place. */
  readonly suspended: boolean;
}

/** A person, or friends who want seats together. */
export type Party = readonly InLine[];

/** All parties that wait, first come first. */
export async function listParties({ tx, event }: Seats): Promise<Party[]> {
  const rows = await tx.$queryRaw<InLine[]>`
    SELECT waiting.id::text, waiting.user_id::text AS "userId", waiting.group_id::text AS "groupId",
      waiting.queued_at AS "queuedAt",
      account.suspended_at IS NOT NULL AS suspended
    FROM registrations waiting JOIN users account ON account.id = waiting.user_id
    WHERE waiting.event_id = ${event.id}::uuid AND waiting.partner_id = ${event.partnerId}::uuid
      AND waiting.status = 'waiting'
    ORDER BY waiting.queued_at, waiting.group_id IS NULL, waiting.group_id, waiting.id`;
  const parties = new Map<string, InLine[]>();
  for (const row of rows) {
    const key = row.groupId === null ? row.id : `${row.groupId} ${row.queuedAt.getTime()}`;
    const party = parties.get(key);
    if (party === undefined) parties.set(key, [row]);
    else party.push(row);
  }
  return [...parties.values()];
}

/** The time with which a person joins the end of the line: now, or just after the last who did. */
export async function endOfLine({ tx, event, now }: Seats): Promise<Date> {
  const { _max } = await tx.registration.aggregate({
    where: { eventId: event.id, partnerId: event.partnerId, status: "waiting" },
    _max: { queuedAt: true },
  });
  const last = _max.queuedAt?.getTime() ?? 0;
  return new Date(Math.max(now.getTime(), last + 1));
}

/** The place in line, 1 for the next. Friends who wait together have one. Null for who is not in line. */
export async function placeInLine(db: Db, row: RegistrationRow): Promise<number | null> {
  if (row.status !== "waiting") return null;
  return (await placesInLine(db, row)).get(row.id)?.place ?? null;
}

export interface LinePlace {
  readonly place: number;
  /** How many wait together. */
  readonly party: number;
}

/** The places of all who wait at an event, by the ids of their registrations. */
export async function placesInLine(
  db: Db,
  { eventId, partnerId }: { eventId: string; partnerId: string },
): Promise<ReadonlyMap<string, LinePlace>> {
  const rows = await db.$queryRaw<({ id: string } & LinePlace)[]>`
    SELECT id::text,
      (rank() OVER (ORDER BY queued_at, group_id IS NULL, coalesce(group_id, id)))::int AS place,
      (count(*) OVER (PARTITION BY coalesce(group_id, id), queued_at))::int AS party
    FROM registrations
    WHERE event_id = ${eventId}::uuid AND partner_id = ${partnerId}::uuid AND status = 'waiting'`;
  return new Map(rows.map(({ id, ...found }) => [id, found]));
}
