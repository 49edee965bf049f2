import { attendanceCounts } from "@/lib/events/check-in/attendance";
import type { DoorContext } from "@/lib/events/check-in/door-context";
import { closesAt, takesRecords, whyClosed } from "@/lib/events/check-in/door-hours";
import type {
  CheckInResult,
  DoorGuest,
  DoorReply,
  DoorStanding,
  SyncDoor,
} from "@/lib/events/check-in/schemas";
import { storeCheckIns } from "@/lib/events/check-in/store-check-ins";
import { numberTickets, ticketPublicKey } from "@/lib/events/check-in/ticket-keys";
import { findEvent, lockEvent } from "@/lib/events/events/find-event";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";

/**
 * One contact of a phone: takes what it recorded, and tells it what is new. The list of guests comes whole where it is
 * another than the phone has. A door that is closed takes what happened before, and gives no list. That of a suspended partner gives none either, and the phone keeps what it recorded
 * until the account is open again. Throws NotFound.
 */
export async function syncDoor(ctx: DoorContext, input: SyncDoor): Promise<DoorReply> {
  const { eventId, doorId, doorName } = ctx;
  const results = await recordFromDoor(ctx, input.check_ins);
  const event = await findEvent(ctx, ctx.db, eventId);
  const now = ctx.clock.now();
  const closed: DoorReply["closed"] = ctx.isSuspended ? "suspended" : whyClosed(event, now);
  const frame = {
    now: now.toISOString(),
    closed,
    closes_at: closesAt(event).toISOString(),
    door: { id: doorId, name: doorName },
    event: {
      id: event.id,
      name: event.name,
      starts_at: event.startsAt.toISOString(),
      ends_at: event.endsAt.toISOString(),
      time_zone: event.timeZone,
    },
    public_key: ticketPublicKey(event.id),
    results,
  };
  if (closed !== null) {
    const counts = { expected: 0, attended: 0, present: 0 };
    return { ...frame, counts, list_version: "", guests: null, standings: [], cursor: 0 };
  }
  const { guests, version } = await listGuests(ctx);
  const isNew = version !== input.list_version;
  const changed = await ctx.db.attendance.findMany({
    where: { eventId, partnerId: ctx.partnerId, ...(isNew ? {} : { version: { gt: input.cursor ?? 0 } }) },
    select: { attendeeId: true, state: true, since: true, lastId: true, version: true },
  });
  return {
    ...frame,
    counts: await attendanceCounts(ctx, ctx.db, eventId),
    list_version: version,
    guests: isNew ? guests : null,
    standings: changed.map(
      ({ attendeeId, state, since, lastId }): DoorStanding => [
        attendeeId,
        state,
        since?.getTime() ?? 0,
        lastId ?? "",
      ],
    ),
    cursor: Math.max(isNew ? 0 : (input.cursor ?? 0), ...changed.map((row) => row.version)),
  };
}

async function recordFromDoor(ctx: DoorContext, sent: SyncDoor["check_ins"]): Promise<CheckInResult[]> {
  if (sent.length === 0 || ctx.isSuspended) return [];
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, ctx.eventId);
    // Revoking waits for the same lock, so a contact that began before takes nothing after.
    const door = await tx.door.findUnique({
      where: { id: ctx.doorId, partnerId: ctx.partnerId, revokedAt: null },
      select: { id: true },
    });
    if (door === null) throw new NotFound("door");
    // A phone must learn why, or it would send them for ever.
    if (!takesRecords(event, ctx.clock.now()))
      return sent.map(({ id }) => ({ id, attendee_id: null, result: "refused", reason: "closed" }));
    const actions = sent.map((item) => ({
      id: item.id,
      kind: item.kind,
      method: item.method,
      at: new Date(item.at),
      undoes: item.undoes,
      attendeeId: item.attendee_id,
      externalId: null,
      ticket: item.ticket,
    }));
    return storeCheckIns(ctx, tx, { event, door: { id: ctx.doorId, name: ctx.doorName }, actions });
  });
}

/** What a door needs to know a guest by, and no more: no address, no trait. */
async function listGuests({ db, eventId, partnerId }: DoorContext) {
  const rows = await db.eventAttendee.findMany({
    where: { eventId, partnerId },
    select: { id: true, name: true, group: true, externalId: true },
    orderBy: { id: "asc" },
  });
  const numberOf = numberTickets(eventId);
  const guests = rows.map(
    (row): DoorGuest => [row.id, row.name ?? shownId(row), row.group, numberOf(row.id)],
  );
  return { guests, version: sha256(JSON.stringify(guests)).toString("base64url") };
}

/** Someone without a name is called by the organizer's id, unless that is an address or says nothing. */
function shownId({ id, externalId }: { id: string; externalId: string }): string {
  return externalId === id || externalId.includes("@") ? "Guest without a name" : externalId;
}
