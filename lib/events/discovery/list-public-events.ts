import { nextDay, startOfDay } from "@/lib/events/discovery/day-in-zone";
import { asPattern, listedEvents } from "@/lib/events/discovery/listed-events";
import {
  type PublicEvent,
  presentPublicEvents,
  WITH_ORGANIZER,
} from "@/lib/events/discovery/present-public-event";
import { EVENTS_PER_PAGE, type ListPublicEvents, MAX_SEARCH_WORDS } from "@/lib/events/discovery/schemas";
import type { Context } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";

/**
 * Coming events that everyone may find, the next one first. `from` and `to` are days of the venue's calendar, and an event
 * counts on each day that it touches. Throws Invalid for a cursor that is none.
 */
export async function listPublicEvents(
  ctx: Context,
  { city, from, to, price, text, cursor }: ListPublicEvents,
): Promise<{ events: PublicEvent[]; nextCursor: string | null }> {
  const now = ctx.clock.now();
  const conditions: Prisma.EventWhereInput[] = [listedEvents(now)];
  if (cursor !== undefined) conditions.push(after(decodePlace(cursor)));
  if (city !== undefined) conditions.push({ city: same(city) });
  if (price !== undefined) conditions.push({ priceLabel: same(price) });
  if (text !== undefined) conditions.push(...wordsIn(text).map(withWord));
  if (from !== undefined || to !== undefined) conditions.push(await onDays(ctx, now, from, to));
  const rows = await ctx.db.event.findMany({
    where: { AND: conditions },
    include: WITH_ORGANIZER,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: EVENTS_PER_PAGE + 1,
  });
  const shown = rows.slice(0, EVENTS_PER_PAGE);
  const last = shown.at(-1);
  return {
    events: await presentPublicEvents(ctx.db, shown, now),
    nextCursor: rows.length > EVENTS_PER_PAGE && last !== undefined ? encodePlace(last) : null,
  };
}

const same = (text: string) => ({ equals: asPattern(text), mode: "insensitive" as const });

const wordsIn = (text: string) =>
  text
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MAX_SEARCH_WORDS);

/** Each word must stand somewhere. */
function withWord(word: string): Prisma.EventWhereInput {
  const contains = { contains: asPattern(word), mode: "insensitive" as const };
  return {
    OR: [
      { name: contains },
      { description: contains },
      { venue: contains },
      { city: contains },
      { partner: { companyName: contains } },
    ],
  };
}

/** Which moments a day has depends on the zone. There are few zones among the events, so each gets its own range. */
async function onDays(
  { db }: Context,
  now: Date,
  from: string | undefined,
  to: string | undefined,
): Promise<Prisma.EventWhereInput> {
  const zones = await db.event.findMany({
    where: listedEvents(now),
    distinct: ["timeZone"],
    select: { timeZone: true },
  });
  return {
    OR: zones.map(({ timeZone }) => ({
      timeZone,
      ...(from === undefined ? {} : { endsAt: { gt: startOfDay(from, timeZone) } }),
      ...(to === undefined ? {} : { startsAt: { lt: startOfDay(nextDay(to), timeZone) } }),
    })),
  };
}

interface Place {
  startsAt: Date;
  id: string;
}

const after = ({ startsAt, id }: Place): Prisma.EventWhereInput => ({
  OR: [{ startsAt: { gt: startsAt } }, { startsAt, id: { gt: id } }],
});

const encodePlace = ({ startsAt, id }: Place) =>
  Buffer.from(`${startsAt.getTime()} ${id}`, "utf8").toString("base64url");

/** No event lies outside of these. */
const LAST_MS = Date.UTC(2200, 0);

function decodePlace(cursor: string): Place {
  const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (!/^\d{1,14}$/.test(time) || Number(time) > LAST_MS || !isId(id)) {
    throw new Invalid("invalid_input", "The cursor is not one that we gave.", [
      { path: "cursor", message: "Must be the cursor of an earlier page." },
    ]);
  }
  return { startsAt: new Date(Number(time)), id };
}
