import { z } from "zod";
import type { GuestContext } from "@/lib/events/events/guest";
import { ownMeetings } from "@/lib/events/meetings/find-met";
import { findWindow } from "@/lib/events/meetings/find-window";
import { seatedGuests } from "@/lib/events/meetings/seated-guests";
import { attendeeBlurs } from "@/lib/events/pairing/own-crowd";
import { compareReadings } from "@/lib/people/together/compare-readings";
import { type Reading, readTraits } from "@/lib/people/together/read-traits";
import { transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import { GROUP_NAMES, type GroupName } from "@/lib/scoring/model";

/** Someone a guest will meet. Name and reasons only where both agreed. */
export interface PreviewedGuest {
  /** Null for a surprise. */
  readonly name: string | null;
  /** The areas in which the two are closer than most pairs. */
  readonly close: readonly GroupName[];
}

export interface Preview {
  /** Whether the organizer has released the pairs. */
  readonly isReleased: boolean;
  readonly agrees: boolean;
  readonly rounds: readonly {
    readonly round: number;
    readonly table: number;
    readonly people: readonly PreviewedGuest[];
  }[];
}

/** Whom a guest will meet in which round, once the pairs are released. Throws NotFound. */
export async function getPreview(ctx: GuestContext): Promise<Preview> {
  const { event } = await findWindow(ctx, ctx.db);
  const isReleased = event.status === "matched" || event.status === "finished";
  const meetings = isReleased ? await ownMeetings(ctx) : [];
  const ids = meetings.flatMap(({ mates }) => mates);
  const guests = await seatedGuests(ctx.db, ctx, [ctx.attendeeId, ...ids]);
  const agrees = guests.get(ctx.attendeeId)?.agreesToPreview ?? false;
  const open = agrees ? ids.filter((id) => guests.get(id)?.agreesToPreview === true) : [];
  const close = await closeGroups(ctx, meetings[0]?.meeting.runId ?? null, open);
  return {
    isReleased,
    agrees,
    rounds: meetings.map(({ meeting: { round, table }, mates }) => ({
      round,
      table,
      people: mates.map((id) => {
        const known = open.includes(id) ? guests.get(id) : undefined;
        return known === undefined
          ? { name: null, close: [] }
          : { name: known.name, close: close.get(id) ?? [] };
      }),
    })),
  };
}

const Levels = z.record(z.string(), z.string().nullable());

/** In which groups this guest and each of these are close: as it was when the pairs were found. */
async function closeGroups(
  ctx: GuestContext,
  runId: string | null,
  ids: readonly string[],
): Promise<Map<string, GroupName[]>> {
  if (runId === null || ids.length === 0) return new Map();
  const own = ctx.attendeeId;
  const rows = await ctx.db.ownAnswersPair.findMany({
    where: {
      runId,
      OR: [
        { attendee1Id: own, attendee2Id: { in: [...ids] } },
        { attendee2Id: own, attendee1Id: { in: [...ids] } },
      ],
    },
  });
  if (rows.length === 0) return compareBrought(ctx, ids);
  return new Map(
    rows.map(({ attendee1Id, attendee2Id, levels }) => {
      const found = Levels.parse(levels);
      return [
        attendee1Id === own ? attendee2Id : attendee1Id,
        GROUP_NAMES.filter((group) => found[group] === "closer"),
      ];
    }),
  );
}

const Numbers = z.array(z.number().nullable()).length(32);

/** The same among guests whose traits the organizer gave: they, too, get words of blurred traits only. */
async function compareBrought(ctx: GuestContext, ids: readonly string[]): Promise<Map<string, GroupName[]>> {
  const { eventId, partnerId, attendeeId } = ctx;
  const rows = await ctx.db.eventAttendee.findMany({
    where: {
      id: { in: [attendeeId, ...ids] },
      eventId,
      partnerId,
      traitsSource: "organizer",
      traits: { not: Prisma.AnyNull },
    },
    select: { id: true, traits: true, standardErrors: true },
  });
  const blurs = await transaction(ctx, (tx) =>
    attendeeBlurs(
      tx,
      rows.map(({ id }) => id),
      ctx.clock.now(),
    ),
  );
  const readings = new Map<string, Reading>(
    rows.map(({ id, traits, standardErrors }) => [
      id,
      readTraits(
        {
          traits: Numbers.parse(traits),
          standardErrors: standardErrors === null ? [] : Numbers.parse(standardErrors),
        },
        blurs.get(id) ?? [],
        { intimacy: false },
      ),
    ]),
  );
  const own = readings.get(attendeeId);
  if (own === undefined) return new Map();
  return new Map(
    Array.from(readings, ([id, reading]) => {
      const groups = compareReadings(own, reading)?.groups;
      return [id, GROUP_NAMES.filter((group) => groups?.[group] === "closer")];
    }),
  );
}
