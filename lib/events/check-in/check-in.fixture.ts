import { createDoor } from "@/lib/events/check-in/create-door";
import { type DoorCaller, findDoor } from "@/lib/events/check-in/find-door";
import type { DoorCheckIn } from "@/lib/events/check-in/schemas";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { publishEvent } from "@/lib/events/events/publish-event";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** A published event with so many guests, `guest-0` the first. */
export async function eventWithGuests(ctx: PartnerContext, guests: number) {
  const event = await makeEvent(ctx);
  const attendees = Array.from({ length: guests }, (_, index) => ({
    external_id: `guest-${index}`,
    name: `Guest ${index}`,
    email: `guest-${index}-${event.id}@example.com`,
  }));
  const { data } = await createAttendees(ctx, { event_id: event.id, attendees });
  if (ctx.mode === "live") await givePass(ctx);
  await publishEvent(ctx, { event_id: event.id });
  return { event, guests: data.map(({ id }) => id) };
}

/** A phone that opened the link of a new door. It is found by its secret alone, so `db` knows no tenant. */
export async function phoneAt(ctx: PartnerContext, db: Db, event_id: string, name = "Main entrance") {
  const { door, link } = await createDoor(ctx, { event_id, name });
  const caller: DoorCaller = { ...ctx, db, limiter: new MemoryLimiter(), address: newId() };
  const secret = link.split("#")[1] ?? "";
  const enter = async () => ({ ...(await findDoor(caller, { secret })), db: ctx.db });
  return { door, enter };
}

export function doorCheckIn(attendee_id: string, at: Date, change: Partial<DoorCheckIn> = {}): DoorCheckIn {
  return {
    id: newId(at),
    attendee_id,
    kind: "in",
    method: "list",
    at: at.toISOString(),
    undoes: null,
    ticket: null,
    ...change,
  };
}
