import { duplicatesAmong } from "@/lib/events/events/duplicate-attendees";
import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { type AddedAttendees, MAX_ATTENDEES, type NewAttendee } from "@/lib/events/events/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, type FieldError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import type { AttendeePool } from "@/lib/platform/prisma/client";

/** A person as they are stored: with an id of ours, and one that the organizer can use. */
interface Named {
  id: string;
  external_id: string;
}

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
    const rows = people.map((person, index) => {
      const id = ids[index] ?? newId();
      return { ...person, id, external_id: person.external_id ?? id };
    });
    await insert(ctx, tx, { eventId: event.id, pool, people: rows });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.attendees_added",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, added: rows.length, pool },
    });
    return {
      added: rows.length,
      data: rows.map(({ id, external_id }) => ({ id, external_id })),
    };
  });
}

function duplicates(
  people: readonly NewAttendee[],
  there: readonly { externalId: string; email: string | null }[],
  list: string,
): FieldError[] {
  const taken = {
    external_ids: there.map(({ externalId }) => externalId),
    emails: there.flatMap(({ email }) => (email === null ? [] : [email])),
  };
  return duplicatesAmong(people, taken).map(({ index, field, sameAs }) => ({
    path: `${list}[${index}].${field}`,
    message:
      sameAs === null
        ? "Belongs to an attendee of this event already."
        : `Must be another than in ${list}[${sameAs}].`,
  }));
}

/**
 * In pieces of one statement each: 5,000 people with their traits are too much for one. Written from JSON, because a
 * parameter for each field takes the client seconds.
 */
const ROWS_AT_ONCE = 1_000;

async function insert(
  ctx: PartnerContext,
  tx: Transaction,
  {
    eventId,
    pool,
    people,
  }: { eventId: string; pool: AttendeePool; people: readonly (NewAttendee & Named)[] },
): Promise<void> {
  const now = ctx.clock.now();
  for (let start = 0; start < people.length; start += ROWS_AT_ONCE) {
    const rows = people.slice(start, start + ROWS_AT_ONCE).map((person) => ({
      ...person,
      seeks: person.seeks ?? [],
      traits_source: person.traits == null ? null : "organizer",
    }));
    await tx.$executeRaw`
      INSERT INTO event_attendees (id, event_id, partner_id, mode, pool, external_id, name, email, "group", seeks,
        traits, standard_errors, traits_source, created_at, updated_at)
      SELECT person.id, ${eventId}::uuid, ${ctx.partnerId}::uuid, ${ctx.mode}::key_mode, ${pool}::attendee_pool,
        person.external_id, person.name, person.email, person."group",
        ARRAY(SELECT jsonb_array_elements_text(person.seeks)),
        person.traits, person.standard_errors, person.traits_source::attendee_traits_source, ${now}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS person (id uuid, external_id text, name text,
        email text, "group" text, seeks jsonb, traits jsonb, standard_errors jsonb, traits_source text)`;
  }
}
