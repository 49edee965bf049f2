import { createAttendees } from "@/lib/events/events/create-attendees";
import { createEvent } from "@/lib/events/events/create-event";
import { publishEvent } from "@/lib/events/events/publish-event";
import { CreateEvent, NewAttendee } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { drawPerson, seeded } from "./drawn-people";

const DAY_MS = 86_400_000;
const GUESTS = 40;
/** The last few have not said anything of themselves yet. */
const UNASSESSED = 6;
const GROUPS = ["blue", "green"] as const;

/** One published event of the demo's partner in three weeks, with guests who do not exist, and one that is a draft. */
export async function seedEvents(ctx: PartnerContext): Promise<void> {
  const now = ctx.clock.now();
  const evening = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const open = await createEvent(
    ctx,
    CreateEvent.parse({
      name: "Lantern evening (demo)",
      description: "An example. Its guests were drawn by chance and do not exist.",
      starts_at: `${evening(21)}T19:30:00`,
      ends_at: `${evening(21)}T22:30:00`,
      time_zone: "Europe/Berlin",
      venue: "Lantern Hall",
      address: "1 Example Street",
      city: "Berlin",
      capacity: 60,
      price_label: "€15",
    }),
  );
  const random = seeded(20_261_201);
  const attendees = Array.from({ length: GUESTS }, (_, index) =>
    NewAttendee.parse({
      external_id: `demo-${index + 1}`,
      name: `Synthetic guest ${index + 1}`,
      group: GROUPS[index % 2],
      seeks: [GROUPS[(index + 1) % 2]],
      ...(index < GUESTS - UNASSESSED ? { traits: drawPerson(random) } : {}),
    }),
  );
  await createAttendees(ctx, { event_id: open.id, attendees });
  await ctx.db.eventPass.create({
    data: { id: newId(now), partnerId: ctx.partnerId, reason: "The demo’s own", createdAt: now },
  });
  await publishEvent(ctx, { event_id: open.id });
  await createEvent(
    ctx,
    CreateEvent.parse({
      name: "Winter mixer (demo)",
      starts_at: `${evening(50)}T20:00:00`,
      time_zone: "Europe/Berlin",
    }),
  );
}
