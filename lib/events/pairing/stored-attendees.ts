import { z } from "zod";
import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import type { Prisma } from "@/lib/platform/prisma/client";

/** Traits that people answered come with their errors, and this model knows what to make of them. */
export const STORED_MODEL = "soulmate-2";

const Numbers = z.array(z.number().nullable());

/** Guests who may have answered for themselves, whatever they agreed to since. */
const OF_OWN_ANSWERS = {
  OR: [{ pool: "site" }, { traitsSource: "person" }],
} as const satisfies Prisma.EventAttendeeWhereInput;

/**
 * The event's attendees whose traits the organizer gave, by the organizer's ids. Guests who answered for themselves are not
 * among them: they are a crowd of their own. Throws Conflict `too_few_attendees`, `too_many_attendees`.
 */
export async function storedAttendees(
  ctx: PartnerContext,
  eventId: string,
  { takesErrors, most }: { takesErrors: boolean; most: number },
): Promise<MatchAttendee[]> {
  const rows = await ctx.db.eventAttendee.findMany({
    where: { eventId, partnerId: ctx.partnerId, traitsSource: "organizer" },
    select: { externalId: true, group: true, seeks: true, traits: true, standardErrors: true },
    orderBy: { id: "asc" },
    take: most + 1,
  });
  if (rows.length < 2 && !(await hasOwnAnswers(ctx, eventId))) {
    throw new Conflict(
      "too_few_attendees",
      `Matching needs two attendees with traits, and the event has ${rows.length}.`,
    );
  }
  if (rows.length > most) {
    throw new Conflict(
      "too_many_attendees",
      `At most ${most.toLocaleString("en-US")} attendees can be matched at a time, and the event has more.`,
    );
  }
  return rows.map(({ externalId, group, seeks, traits, standardErrors }) => ({
    id: externalId,
    traits: Numbers.parse(traits),
    standard_errors: takesErrors && standardErrors !== null ? Numbers.parse(standardErrors) : null,
    group,
    seeks: seeks.length === 0 ? null : seeks,
  }));
}

/** The ids of guests who may have answered for themselves, as the organizer knows them. */
export async function idsOfOwnAnswers(ctx: PartnerContext, eventId: string): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.eventAttendee.findMany({
    where: { eventId, partnerId: ctx.partnerId, ...OF_OWN_ANSWERS },
    select: { externalId: true },
  });
  return new Set(rows.map(({ externalId }) => externalId));
}

/** Whether two may have. Whether those agreed, the organizer need not learn from it. */
async function hasOwnAnswers(ctx: PartnerContext, eventId: string): Promise<boolean> {
  const where = { eventId, partnerId: ctx.partnerId, ...OF_OWN_ANSWERS };
  return (await ctx.db.eventAttendee.count({ where, take: 2 })) === 2;
}
