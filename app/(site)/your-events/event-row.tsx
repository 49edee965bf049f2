import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { shortTimeOf } from "../events/event-words";
import { type OwnEvent, placeWord } from "./place-words";

/** One of a person's events: what, when, where, and where they stand. */
export function EventRow({ own, over = false }: { own: OwnEvent; over?: boolean }) {
  const { event } = own;
  const { word, tone } = placeWord(own, over);
  // At the door the ticket is what they came for.
  const hasTicket = !over && own.attendee_id !== null && own.confirm_until === null;
  const place = [event.venue, event.city].filter((part) => part !== null).join(", ");
  const when = shortTimeOf({ startsAt: new Date(event.starts_at), timeZone: event.time_zone });
  return (
    <li>
      <Link
        prefetch={false}
        href={`/events/${event.id}${hasTicket ? "#ticket" : ""}`}
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-2xl border border-line bg-card px-5 py-4 transition-colors hover:border-plum"
      >
        <span className="min-w-0">
          <span className="block font-medium wrap-anywhere">{event.name}</span>
          <span className="block text-sm text-muted wrap-anywhere">
            {[when, place].filter((part) => part !== "").join(" · ")}
          </span>
        </span>
        <Badge tone={tone}>{word}</Badge>
      </Link>
    </li>
  );
}
