import { z } from "zod";
import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";

/** Traits that people answered come with their errors, and this model knows what to make of them. */
export const STORED_MODEL = "soulmate-2";

const Numbers = z.array(z.number().nullable());

/**
 * The event's attendees whose traits are known, by the organizer's ids, at most `most`.
 * Throws Conflict `too_few_attendees`, `too_many_attendees`.
 */
export async function storedAttendees(
  ctx: PartnerContext,
  eventId: string,
  { takesErrors, most }: { takesErrors: boolean; most: number },
): Promise<MatchAttendee[]> {
  const rows = await ctx.db.eventAttendee.findMany({
    where: { eventId, partnerId: ctx.partnerId, traitsSource: { not: null } },
    select: { externalId: true, group: true, seeks: true, traits: true, standardErrors: true },
    orderBy: { id: "asc" },
    take: most + 1,
  });
  if (rows.length < 2) {
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
