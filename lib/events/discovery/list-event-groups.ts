import type { OnePublicEvent } from "@/lib/events/discovery/schemas";
import type { Context } from "@/lib/platform/context";
import { isId } from "@/lib/platform/ids";

/** A label that fewer people bear could point to one of them. */
export const LEAST_OF_A_GROUP = 3;
const MOST_GROUPS = 20;

/**
 * The groups of an event's attendees, in the order of the alphabet, for a person who registers: those of at least three
 * people. Empty where the event uses none.
 */
export async function listEventGroups(ctx: Context, { event_id }: OnePublicEvent): Promise<string[]> {
  if (!isId(event_id)) return [];
  const groups = await ctx.db.eventAttendee.groupBy({
    by: ["group"],
    where: { eventId: event_id, mode: "live", group: { not: null } },
    having: { id: { _count: { gte: LEAST_OF_A_GROUP } } },
    orderBy: { _count: { id: "desc" } },
    take: MOST_GROUPS,
  });
  return groups.flatMap(({ group }) => (group === null ? [] : [group])).sort((a, b) => a.localeCompare(b));
}
