import { findEvent } from "@/lib/events/events/find-event";
import { presentEvent } from "@/lib/events/events/present-event";
import type { Event } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** One of the caller's own events. Throws NotFound. */
export async function getEvent(ctx: PartnerContext, { event_id }: { event_id: string }): Promise<Event> {
  assertPermitted(ctx, "events:read");
  return presentEvent(ctx, ctx.db, await findEvent(ctx, ctx.db, event_id));
}
