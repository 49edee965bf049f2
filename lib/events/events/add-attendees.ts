import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { type AddedAttendees, MAX_ATTENDEES, type NewAttendee } from "@/lib/events/events/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, type FieldError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { type AttendeePool, Prisma } from "@/lib/platform/prisma/client";

/** A statement has at most 65,535 parameters, and each row takes 16. */
const ROWS_AT_ONCE = 1_000;

interface Addition {
  event_id: string;
  pool: AttendeePool;
  people: readonly NewAttendee[];
  /** What the caller calls the list that `people` came in. */
  list: "attendees" | "rows";
}

/**
 * Adds people to an event, all or none, with one addition to an event at a time. Every row whose external id or address
 * is another's, of this call or of the event, is named.
 * Throws NotFound, Invalid, Conflict `event_closed` or `too_many_attendees`.
 */
export async function addAttendees(
  ctx: PartnerContext,
  { event_id, pool, people, list }: Addition,
): Promise<AddedAttendees> {
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    assertOpen(event);
    const there = await tx.eventAttendee.findMany({
      where: { eventId: event.id, partnerId: ctx.partnerId },
      select: { externalId: true, email: true },
    });
    const errors = duplicates(people, there, list);
    if (errors.length > 0) throw invalidInput(errors);
    if (there.length + people.length > MAX_ATTENDEES) {
      throw new Conflict(
        "too_many_attendees",
        `An event may have ${MAX_ATTENDEES.toLocaleString("en-US")} attendees. This one has ${there.length.toLocaleString("en-US")}, and ${people.length.toLocaleString("en-US")} more do not fit.`,
      );
    }
    // Ids of one millisecond are in no order. Sorted they are in the one in which people were sent.
    const ids = people.map(() => newId(ctx.clock.now())).sort();
    const rows = people.map((person, index) => rowOf(ctx, event.id, pool, person, ids[index] ?? newId()));
    await insert(tx, rows);
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.attendees_added",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, added: rows.length, pool },
    });
    return {
      added: rows.length,
      data: rows.map(({ id, externalId }) => ({ id, external_id: externalId })),
    };
  });
}

function duplicates(
  people: readonly NewAttendee[],
  there: readonly { externalId: string; email: string | null }[],
  list: string,
): FieldError[] {
  const stored = {
    external_id: new Set(there.map(({ externalId }) => externalId)),
    email: new Set(there.map(({ email }) => email)),
  };
  const seen = { external_id: new Set<string>(), email: new Set<string>() };
  return people.flatMap((person, index) =>
    (["external_id", "email"] as const).flatMap((name): FieldError[] => {
      const value = person[name];
      if (value == null) return [];
      const path = `${list}[${index}].${name}`;
      if (seen[name].has(value)) return [{ path, message: "Must be another than those before it." }];
      seen[name].add(value);
      return stored[name].has(value)
        ? [{ path, message: "Belongs to an attendee of this event already." }]
        : [];
    }),
  );
}

function rowOf(
  ctx: PartnerContext,
  eventId: string,
  pool: AttendeePool,
  person: NewAttendee,
  id: string,
): Prisma.EventAttendeeCreateManyInput {
  const now = ctx.clock.now();
  return {
    id,
    eventId,
    partnerId: ctx.partnerId,
    mode: ctx.mode,
    pool,
    externalId: person.external_id ?? id,
    name: person.name ?? null,
    email: person.email ?? null,
    group: person.group ?? null,
    seeks: [...(person.seeks ?? [])],
    traits: person.traits ?? Prisma.DbNull,
    standardErrors: person.standard_errors ?? Prisma.DbNull,
    traitsSource: person.traits == null ? null : "organizer",
    createdAt: now,
    updatedAt: now,
  };
}

async function insert(tx: Transaction, rows: readonly Prisma.EventAttendeeCreateManyInput[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await tx.eventAttendee.createMany({ data: rows.slice(start, start + ROWS_AT_ONCE) });
  }
}
