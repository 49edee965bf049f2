import { dayOf } from "@/app/(site)/events/event-words";
import { visit } from "@/app/request-context";
import { getPublicEvent } from "@/lib/events/discovery/get-public-event";
import { isDrawable } from "@/lib/platform/drawable-text";
import { NotFound } from "@/lib/platform/errors";

const EVENT_PAGE = /^\/events\/([^/]+)$/;

/** What the card of an event bears: its name, and its day and place. Null where the path is of none that may be seen. */
export async function eventCardText(path: string | null): Promise<{ title: string; line: string } | null> {
  const id = EVENT_PAGE.exec(path ?? "")?.[1];
  if (id === undefined) return null;
  const { ctx } = await visit();
  try {
    const event = await getPublicEvent(ctx, { event_id: id });
    const place = [event.venue, event.city].filter((part) => part !== null).join(", ");
    const line = [dayOf(event), place].filter((part) => part !== "").join(" · ");
    // Of letters that our font lacks the library would ask another site: such a text is left out.
    return {
      title: isDrawable(event.name) ? event.name : "An evening to meet people",
      line: isDrawable(line) ? line : dayOf(event),
    };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
