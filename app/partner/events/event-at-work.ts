import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/app/or-not-found";
import { type AtWork, requirePartner } from "@/app/session";
import { getEvent } from "@/lib/events/events/get-event";
import { inModeOfEvent } from "@/lib/events/events/in-mode-of-event";
import { type Event, EventPath } from "@/lib/events/events/schemas";

export interface EventAtWork extends AtWork {
  event: Event;
}

/** One event of the partner that is chosen, and a context in its mode. Another's and a missing one are the same 404. */
export async function requireEvent(params: Promise<{ event_id: string }>): Promise<EventAtWork> {
  return read((await params).event_id);
}

const read = cache(async (id: string): Promise<EventAtWork> => {
  const atWork = await requirePartner();
  const path = EventPath.safeParse({ event_id: id });
  if (!path.success) notFound();
  const ctx = await inModeOfEvent(atWork.ctx, path.data.event_id);
  const event = await orNotFound(getEvent(ctx, path.data));
  return { ...atWork, ctx, event };
});
