import { createEvent } from "@/lib/events/events/create-event";
import { CreateEvent, type Event } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/** A draft that can be published: it starts in a month. */
export function makeEvent(ctx: PartnerContext, change: Partial<CreateEvent> = {}): Promise<Event> {
  const start = ctx.clock.now().getTime() + 30 * 86_400_000;
  return createEvent(ctx, {
    ...CreateEvent.parse({
      name: "Mixer",
      starts_at: new Date(start).toISOString(),
      ends_at: new Date(start + 3 * 3_600_000).toISOString(),
      time_zone: "Europe/Berlin",
      venue: "Café Central",
      city: "Berlin",
      capacity: 60,
    }),
    ...change,
  });
}

/** Gives a partner the right to publish one event, behind the verb, which asks for an admin. */
export async function givePass(ctx: PartnerContext): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.eventPass.create({
    data: { id: newId(now), partnerId: ctx.partnerId, reason: "Given by a test", createdAt: now },
  });
}
