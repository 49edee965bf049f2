import { presentEvents } from "@/lib/events/events/present-event";
import type { Event } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import type { EventStatus } from "@/lib/platform/prisma/client";

/** How an organizer looks at their events. */
export const EVENT_VIEWS = ["coming", "drafts", "past"] as const;
export type EventView = (typeof EVENT_VIEWS)[number];

const STATUSES: Record<EventView, EventStatus[]> = {
  coming: ["published", "matched"],
  drafts: ["draft"],
  past: ["finished", "cancelled"],
};

export interface BrowsedEvents {
  data: Event[];
  next_cursor: string | null;
  /** How many events each view holds. */
  counts: Record<EventView, number>;
}

/**
 * The caller's own events of its mode, as their portal lists them: those to come and drafts in the order in which they
 * start, past ones the last first. Throws Forbidden, Invalid for a cursor that is none.
 */
export async function browseEvents(
  ctx: PartnerContext,
  { view, limit, cursor }: PageQuery & { view: EventView },
): Promise<BrowsedEvents> {
  assertPermitted(ctx, "events:read");
  const after = decodeCursor(cursor);
  const [rows, counts] = await Promise.all([readRows(ctx, view, after, limit + 1), countViews(ctx)]);
  const { data, next_cursor } = page(rows, limit);
  return { data: await presentEvents(ctx, ctx.db, data), next_cursor, counts };
}

async function readRows(ctx: PartnerContext, view: EventView, after: string | undefined, take: number) {
  const own = { partnerId: ctx.partnerId, mode: ctx.mode };
  const last = after === undefined ? null : await ctx.db.event.findUnique({ where: { ...own, id: after } });
  const [direction, beyond] = view === "past" ? (["desc", "lt"] as const) : (["asc", "gt"] as const);
  return ctx.db.event.findMany({
    where: {
      ...own,
      status: { in: STATUSES[view] },
      ...(last === null
        ? {}
        : {
            OR: [
              { startsAt: { [beyond]: last.startsAt } },
              { startsAt: last.startsAt, id: { [beyond]: last.id } },
            ],
          }),
    },
    orderBy: [{ startsAt: direction }, { id: direction }],
    take,
  });
}

async function countViews(ctx: PartnerContext): Promise<Record<EventView, number>> {
  const groups = await ctx.db.event.groupBy({
    by: ["status"],
    where: { partnerId: ctx.partnerId, mode: ctx.mode },
    _count: true,
  });
  const count = (view: EventView) =>
    groups.reduce((sum, { status, _count }) => (STATUSES[view].includes(status) ? sum + _count : sum), 0);
  return { coming: count("coming"), drafts: count("drafts"), past: count("past") };
}
