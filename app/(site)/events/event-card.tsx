import { MapPin, Ticket, Users } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";
import { EventBadges } from "./event-badges";
import { leafOf, registeredOf, seatsOf, shortTimeOf } from "./event-words";
import { Lights } from "./lights";

/** An event in a list: the whole card leads to its page. */
export function EventCard({ event }: { event: PublicEvent }) {
  const { month, day } = leafOf(event);
  const seats = seatsOf(event);
  return (
    <article className="group relative flex h-full flex-col overflow-hidden rounded-2xl border border-line bg-card transition-colors focus-within:border-plum hover:border-plum">
      <div className="relative">
        <Lights id={event.id} className="h-24 w-full" />
        <p
          aria-hidden
          className="absolute bottom-0 left-5 flex w-14 translate-y-1/3 flex-col items-center rounded-xl border border-line bg-card py-1.5 leading-tight shadow-sm"
        >
          <span className="text-xs font-medium text-muted">{month}</span>
          <span className="text-xl font-semibold tabular-nums">{day}</span>
        </p>
      </div>
      <div className="flex flex-1 flex-col gap-3 px-5 pt-8 pb-5">
        <EventBadges event={event} />
        <div className="space-y-1">
          <h3 className="text-lg leading-snug font-semibold tracking-tight wrap-anywhere">
            <Link
              prefetch={false}
              href={`/events/${event.id}`}
              className="after:absolute after:inset-0 group-hover:text-plum"
            >
              {event.name}
            </Link>
          </h3>
          <p className="text-sm">{shortTimeOf(event)}</p>
          <p className="text-sm text-muted wrap-anywhere">By {event.organizer}</p>
        </div>
        <ul className="mt-auto space-y-1.5 text-sm text-muted">
          <Fact icon={<MapPin />}>
            {[event.venue, event.city].filter((part) => part !== null).join(", ")}
          </Fact>
          <Fact icon={<Users />}>
            {[registeredOf(event), seats].filter((part) => part !== null).join(" · ")}
          </Fact>
          {event.priceLabel !== null && <Fact icon={<Ticket />}>{event.priceLabel}</Fact>}
        </ul>
      </div>
    </article>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: string }) {
  if (children === "") return null;
  return (
    <li className="flex gap-2">
      <span aria-hidden className="mt-0.5 shrink-0 [&>svg]:size-4">
        {icon}
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </li>
  );
}
