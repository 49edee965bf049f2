import { WITHOUT_TRAITS } from "@/lib/events/events/find-attendee";
import { findEvent } from "@/lib/events/events/find-event";
import { presentAttendee } from "@/lib/events/events/present-event";
import type { Attendee, AttendeeCsvRow } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

const ROWS_AT_ONCE = 1_000;

/** All attendees of one event as a table, without traits, read page by page while it is sent. Throws NotFound. */
export async function exportAttendees(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<{ fileName: string; pages: AsyncGenerator<AttendeeCsvRow[]> }> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  return { fileName: `attendees-${event.name}.csv`, pages: pagesOf(ctx, event.id) };
}

async function* pagesOf(ctx: PartnerContext, eventId: string): AsyncGenerator<AttendeeCsvRow[]> {
  for (let after: string | undefined; ; ) {
    const rows = await ctx.db.eventAttendee.findMany({
      where: { eventId, partnerId: ctx.partnerId, ...(after === undefined ? {} : { id: { gt: after } }) },
      orderBy: { id: "asc" },
      take: ROWS_AT_ONCE,
      omit: WITHOUT_TRAITS,
    });
    if (rows.length > 0) yield rows.map((row) => tableRow(presentAttendee(row)));
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)?.id;
  }
}

function tableRow({
  seeks,
  has_traits,
  event_id: _,
  updated_at: __,
  invited_at: ___,
  answered_at: ____,
  ...attendee
}: Attendee): AttendeeCsvRow {
  return { ...attendee, seeks: seeks?.join("; ") ?? null, has_traits: has_traits ? "yes" : "no" };
}
