import { WITHOUT_TRAITS } from "@/lib/events/events/find-attendee";
import { findEvent } from "@/lib/events/events/find-event";
import { presentAttendee } from "@/lib/events/events/present-event";
import type { AttendeeFilter } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Prisma } from "@/lib/platform/prisma/client";

/**
 * The attendees of one event as the portal lists them, without traits, those who were added last first. Throws NotFound,
 * Invalid for a cursor that is none.
 */
export async function browseAttendees(
  ctx: PartnerContext,
  { event_id, limit, cursor, ...filter }: PageQuery & AttendeeFilter & { event_id: string },
) {
  assertPermitted(ctx, "events:read");
  const before = decodeCursor(cursor);
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.eventAttendee.findMany({
    where: {
      eventId: event.id,
      partnerId: ctx.partnerId,
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...narrowed(filter),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    omit: WITHOUT_TRAITS,
  });
  return page(rows.map(presentAttendee), limit);
}

function narrowed({ search, traits, pool }: AttendeeFilter): Prisma.EventAttendeeWhereInput {
  // Prisma compares without regard to case by ILIKE and leaves its wildcards as they are.
  const contains = { contains: search?.replace(/[\\%_]/g, "\\$&") ?? "", mode: "insensitive" as const };
  return {
    ...(search === undefined || search === ""
      ? {}
      : { OR: [{ name: contains }, { email: contains }, { externalId: contains }, { group: contains }] }),
    ...(traits === undefined ? {} : { traitsSource: traits === "with" ? { not: null } : null }),
    ...(pool === undefined ? {} : { pool }),
  };
}
