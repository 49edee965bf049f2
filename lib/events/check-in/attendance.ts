import type { AttendanceCounts } from "@/lib/events/check-in/schemas";
import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/** How many of an event's attendees came, and are there now. Throws Forbidden, NotFound. */
export async function attendance(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<AttendanceCounts> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  return attendanceCounts(ctx, ctx.db, event.id);
}

/** The same, for who has the event already. */
export async function attendanceCounts(
  { partnerId }: Pick<PartnerContext, "partnerId">,
  db: Db,
  eventId: string,
): Promise<AttendanceCounts> {
  const where = { eventId, partnerId };
  const [expected, attended, present] = await Promise.all([
    db.eventAttendee.count({ where }),
    db.attendance.count({ where: { ...where, firstInAt: { not: null } } }),
    db.attendance.count({ where: { ...where, state: "in" } }),
  ]);
  return { expected, attended, present };
}
