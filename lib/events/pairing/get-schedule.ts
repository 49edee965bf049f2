import { findEvent } from "@/lib/events/events/find-event";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { withOwnTables } from "@/lib/events/pairing/present-own";
import { presentSchedule } from "@/lib/events/pairing/present-run";
import type { Schedule } from "@/lib/events/pairing/schedule-schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** The event's last schedule. Throws Forbidden, NotFound. */
export async function getSchedule(ctx: PartnerContext, { event_id }: EventPath): Promise<Schedule> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const schedule = await findSchedule(ctx, event.id);
  if (schedule === null) throw new NotFound("schedule");
  return withOwnTables(ctx, presentSchedule(event.id, schedule));
}
