import { listedEvents } from "@/lib/events/discovery/listed-events";
import type { Context } from "@/lib/platform/context";

/** A sitemap may hold 50,000. */
const MOST = 10_000;

/** The events that search engines are to find, the next one first. */
export function listEventAddresses(ctx: Context): Promise<{ id: string; updatedAt: Date }[]> {
  return ctx.db.event.findMany({
    where: listedEvents(ctx.clock.now()),
    select: { id: true, updatedAt: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
}
