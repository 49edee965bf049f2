import {
  type PublicEvent,
  presentPublicEvents,
  WITH_ORGANIZER,
} from "@/lib/events/discovery/present-public-event";
import type { ReadPublicEvent } from "@/lib/events/discovery/schemas";
import type { Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";

/**
 * An event that has been published, for everyone who has its address. A finished or cancelled one says so. One that became
 * private stays open to those who registered before. Throws the same NotFound for a draft, a private event, one of test
 * mode and one that does not exist.
 */
export async function getPublicEvent(
  ctx: Context,
  { event_id, user_id = null }: ReadPublicEvent,
): Promise<PublicEvent> {
  if (!isId(event_id)) throw new NotFound("event");
  const row = await ctx.db.event.findFirst({
    where: {
      id: event_id,
      mode: "live",
      OR: [
        { visibility: { in: ["public", "unlisted"] } },
        ...(user_id === null ? [] : [{ registrations: { some: { userId: user_id } } }]),
      ],
      status: { not: "draft" },
      // A draft that was cancelled was never anyone's to see.
      publishedAt: { not: null },
    },
    include: WITH_ORGANIZER,
  });
  const [event] = row === null ? [] : await presentPublicEvents(ctx.db, [row], ctx.clock.now());
  if (event === undefined) throw new NotFound("event");
  return event;
}
