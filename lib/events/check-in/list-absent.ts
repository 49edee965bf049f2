import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

export interface AbsentAttendee {
  attendee_id: string;
  external_id: string;
  name: string | null;
  group: string | null;
  /** `expected` has not come, `left` came and went. */
  state: "expected" | "left";
}

/** The attendees who are not at the event now, in the order in which they were added. Throws Forbidden, NotFound. */
export async function listAbsent(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<AbsentAttendee[]> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.eventAttendee.findMany({
    where: {
      eventId: event.id,
      partnerId: ctx.partnerId,
      OR: [{ attendance: null }, { attendance: { state: { not: "in" } } }],
    },
    select: { id: true, externalId: true, name: true, group: true, attendance: { select: { state: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    attendee_id: row.id,
    external_id: row.externalId,
    name: row.name,
    group: row.group,
    state: row.attendance?.state === "out" ? "left" : "expected",
  }));
}
