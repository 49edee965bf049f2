import { findEvent } from "@/lib/events/events/find-event";
import { attendeeNames } from "@/lib/events/pairing/attendee-names";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { withOwnTables } from "@/lib/events/pairing/present-own";
import { presentSchedule } from "@/lib/events/pairing/present-run";
import type { Schedule } from "@/lib/events/pairing/schedule-schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** The event's last schedule with the names of those it is for, by their ids; null before the first. Throws Forbidden, NotFound. */
export async function getRounds(
  ctx: PartnerContext,
  { event_id }: EventPath,
): Promise<{ schedule: Schedule; names: ReadonlyMap<string, string | null> } | null> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const row = await findSchedule(ctx, event.id);
  if (row === null) return null;
  const schedule = await withOwnTables(ctx, presentSchedule(event.id, row));
  const ids = [...schedule.guests, ...schedule.own_answers_guests].map(({ id }) => id);
  return { schedule, names: await attendeeNames(ctx, event.id, ids) };
}
