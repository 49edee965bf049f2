import { presentEvents } from "@/lib/events/events/present-event";
import type { ListEventsQuery } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The caller's own events of its mode, those created last first. Throws Invalid for a cursor that is none. */
export async function listEvents(
  ctx: PartnerContext,
  { limit, cursor, status, city, from, to }: ListEventsQuery,
) {
  assertPermitted(ctx, "events:read");
  const before = decodeCursor(cursor);
  const rows = await ctx.db.event.findMany({
    where: {
      partnerId: ctx.partnerId,
      mode: ctx.mode,
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(status === undefined ? {} : { status }),
      ...(city === undefined ? {} : { city: { equals: asPattern(city), mode: "insensitive" as const } }),
      ...(from === undefined && to === undefined
        ? {}
        : {
            startsAt: {
              ...(from === undefined ? {} : { gte: new Date(from) }),
              ...(to === undefined ? {} : { lt: new Date(to) }),
            },
          }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { data, ...rest } = page(rows, limit);
  return { data: await presentEvents(ctx, ctx.db, data), ...rest };
}

/** Prisma compares without regard to case by ILIKE and leaves its wildcards as they are. */
const asPattern = (text: string) => text.replace(/[\\%_]/g, "\\$&");
