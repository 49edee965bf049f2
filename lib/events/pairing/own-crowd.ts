import { z } from "zod";
import { peopleFor, type Readable, readPeople } from "@/lib/identity/consent/read-people";
import { StoredTraits } from "@/lib/people/results/schemas";
import { blurOfAddress, blursOf, drawBlur } from "@/lib/people/together/draw-blur";
import { type Reading, readTraits } from "@/lib/people/together/read-traits";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import type { PurposeReader } from "@/lib/platform/purposes";
import { TRAIT_COUNT } from "@/lib/scoring/model";

/** Fewer people than this are neither paired nor shown: with two pairs, one band says who fits whom. */
export const OWN_ANSWERS_FLOOR = 5;
export const REMOVE_WITHDRAWN_JOB = "pairing.remove-withdrawn";

/** A guest who answered for themselves. The organizer gets bands of pairs of these, and nothing of one alone. */
export interface OwnPerson {
  readonly attendeeId: string;
  readonly externalId: string;
  readonly group: string | null;
  /** Null for everyone. */
  readonly seeks: readonly string[] | null;
  readonly reading: Reading;
}

interface OfEvent {
  readonly eventId: string;
  readonly partnerId: string;
}

export const eventReader: PurposeReader = {
  name: "pairing.event-guests",
  purpose: "events",
  does: "Your answers were compared with those of other guests of an event, because you agreed to be matched there.",
  afterWithdrawal: REMOVE_WITHDRAWN_JOB,
  people: async (ctx) => {
    const { sql } = peopleFor(ctx, "events");
    const rows = await ctx.db.$queryRaw<{ id: string }[]>`
      SELECT consenting.id::text FROM ${sql} consenting
      WHERE EXISTS (SELECT FROM trait_results result WHERE result.profile_id = consenting.id)`;
    return rows.map(({ id }) => id);
  },
};

/**
 * The guests of an event who answered for themselves and may be matched now: people of the site who agreed to it for this
 * event, by their newest result, and those whom the organizer brought and who answered the short form. What is read of
 * each is blurred, always in the same way, and without intimacy. In the order of their seats.
 */
export async function loadOwnCrowd(ctx: Context, event: OfEvent): Promise<OwnPerson[]> {
  const asSystem: Context = { ...ctx, actor: { type: "system", id: eventReader.name } };
  return readPeople(asSystem, eventReader, async (tx, readable) => {
    const registered = await registeredPeople(ctx, tx, event, readable);
    const brought = await broughtPeople(ctx, tx, event);
    const value = [...registered.people, ...brought].toSorted((one, other) =>
      one.attendeeId < other.attendeeId ? -1 : 1,
    );
    return { value, people: registered.profileIds };
  });
}

interface RegisteredRow {
  attendeeId: string;
  externalId: string;
  group: string | null;
  seeks: string[] | null;
  profileId: string;
  resultId: string;
  traits: unknown;
  standardErrors: unknown;
}

/** Registrations with a seat whose person agreed to be matched, and may be read: `registration`, `attendee`, `consenting`. */
export const agreeingRegistrations = ({ sql }: Readable, eventId: string): Prisma.Sql => Prisma.sql`
  ${sql} consenting
  JOIN registrations registration ON registration.user_id = consenting.user_id
    AND registration.event_id = ${eventId}::uuid AND registration.agrees_to_match
    AND registration.status IN ('registered', 'confirmed')
  JOIN event_attendees attendee ON attendee.id = registration.attendee_id AND attendee.pool = 'site'`;

async function registeredPeople(
  ctx: Context,
  tx: Transaction,
  { eventId }: OfEvent,
  readable: Readable,
): Promise<{ people: OwnPerson[]; profileIds: string[] }> {
  const rows = await tx.$queryRaw<RegisteredRow[]>`
    SELECT DISTINCT ON (consenting.id) attendee.id::text AS "attendeeId", attendee.external_id AS "externalId",
      registration."group", registration.seeks, consenting.id::text AS "profileId", result.id::text AS "resultId",
      result.traits, result.standard_errors AS "standardErrors"
    FROM ${agreeingRegistrations(readable, eventId)}
    JOIN trait_results result ON result.profile_id = consenting.id
    ORDER BY consenting.id, result.created_at DESC, result.id DESC`;
  const results = rows.map(({ resultId, profileId }) => ({ id: resultId, profileId }));
  const blurs = await blursOf(tx, results, ctx.clock.now());
  const people = rows.map(({ attendeeId, externalId, group, seeks, profileId, traits, standardErrors }) => ({
    attendeeId,
    externalId,
    group,
    seeks: seeks === null || seeks.length === 0 ? null : seeks,
    reading: readTraits(StoredTraits.parse({ traits, standardErrors }), blurs.get(profileId) ?? [], {
      intimacy: false,
    }),
  }));
  return { people, profileIds: results.map(({ profileId }) => profileId) };
}

const Numbers = z.array(z.number().nullable()).length(TRAIT_COUNT);

async function broughtPeople(
  ctx: Context,
  tx: Transaction,
  { eventId, partnerId }: OfEvent,
): Promise<OwnPerson[]> {
  const rows = await tx.eventAttendee.findMany({
    where: {
      eventId,
      partnerId,
      pool: { not: "site" },
      traitsSource: "person",
      traits: { not: Prisma.AnyNull },
    },
    select: { id: true, externalId: true, group: true, seeks: true, traits: true, standardErrors: true },
  });
  const blurs = await attendeeBlurs(
    tx,
    rows.map(({ id }) => id),
    ctx.clock.now(),
  );
  return rows.map(({ id, externalId, group, seeks, traits, standardErrors }) => ({
    attendeeId: id,
    externalId,
    group,
    seeks: seeks.length === 0 ? null : seeks,
    reading: readTraits(
      {
        traits: Numbers.parse(traits),
        standardErrors: standardErrors === null ? [] : Numbers.parse(standardErrors),
      },
      blurs.get(id) ?? [],
      { intimacy: false },
    ),
  }));
}

/**
 * The blurs of guests whom the organizer brought, kept with their seat from the first look on. A guest with an account has the
 * account's, others that of the address at which they answered, so that the same person is blurred alike at every event.
 */
export async function attendeeBlurs(
  tx: Transaction,
  attendeeIds: readonly string[],
  now: Date,
): Promise<Map<string, readonly number[]>> {
  if (attendeeIds.length === 0) return new Map();
  const missing = await tx.$queryRaw<{ id: string; email: string | null; draws: number[] | null }[]>`
    SELECT attendee.id::text, attendee.email, blur.draws
    FROM event_attendees attendee
      LEFT JOIN users account ON account.email = lower(attendee.email) AND account.email_verified_at IS NOT NULL
      LEFT JOIN profiles profile ON profile.user_id = account.id
      LEFT JOIN together_blurs blur ON blur.profile_id = profile.id
    WHERE attendee.id = ANY (${[...attendeeIds]}::uuid[])
      AND NOT EXISTS (SELECT FROM attendee_blurs WHERE attendee_blurs.attendee_id = attendee.id)`;
  await tx.attendeeBlur.createMany({
    data: missing.map(({ id, email, draws }) => ({
      attendeeId: id,
      draws: draws ?? (email === null ? drawBlur() : blurOfAddress(email)),
      createdAt: now,
    })),
    skipDuplicates: true,
  });
  const rows = await tx.attendeeBlur.findMany({ where: { attendeeId: { in: [...attendeeIds] } } });
  return new Map(rows.map(({ attendeeId, draws }) => [attendeeId, draws]));
}
