import { CalendarDays, CalendarPlus, MapPin, Sparkles, Ticket, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { cache, type ReactNode } from "react";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { currentUser } from "@/app/session";
import { cardOf, socialMetadata } from "@/app/social-metadata";
import { Notice } from "@/components/ui/error-notice";
import { eventJsonLd } from "@/lib/events/discovery/event-json-ld";
import { getPublicEvent } from "@/lib/events/discovery/get-public-event";
import { mapLinkOf, placeOf } from "@/lib/events/discovery/place-of";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";
import { linkTo } from "@/lib/platform/brand";
import { EventBadges } from "../event-badges";
import { dayOf, hoursOf, registeredOf, seatsOf, zoneOf } from "../event-words";
import { Lights } from "../lights";
import { OwnTicket } from "./own-ticket";
import { YourPlace } from "./your-place";

interface PageProps {
  params: Promise<{ event_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Read once a request, for the page and its head. */
const eventOf = cache(async (event_id: string): Promise<PublicEvent> => {
  const [{ ctx }, signedIn] = await Promise.all([visit(), currentUser()]);
  const user_id = signedIn?.impersonation === null ? signedIn.user.id : null;
  return orNotFound(getPublicEvent(ctx, { event_id, user_id }));
});

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const event = await eventOf((await params).event_id);
  const metadata = socialMetadata({
    path: `/events/${event.id}`,
    title: event.name,
    description: `${dayOf(event)}, ${placeOf(event)}. By ${event.organizer}.`,
  });
  // Those with its address open an unlisted event, and search engines are not among them. What is over is no news.
  const listed = !event.unlisted && (event.state === "coming" || event.state === "running");
  return listed ? metadata : { ...metadata, robots: { index: false } };
}

export default async function EventPage({ params, searchParams }: PageProps) {
  const [event, { friends }] = await Promise.all([
    params.then(({ event_id }) => eventOf(event_id)),
    searchParams,
  ]);
  const url = linkTo(null, `/events/${event.id}`);
  const image = linkTo(null, cardOf(`/events/${event.id}`));
  return (
    <article className="mx-auto max-w-6xl px-4 pt-6 pb-16 sm:px-6 sm:pt-8">
      {!event.unlisted && (
        // A block of data: it is not run, and nothing in it ends it (lib/events/discovery/event-json-ld.ts).
        <script
          type="application/ld+json"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: escaped for where it stands, which a test holds
          dangerouslySetInnerHTML={{ __html: eventJsonLd(event, { url, image }) }}
        />
      )}
      <p className="mb-4 text-sm">
        <Link prefetch={false} href="/events" className="link">
          All events
        </Link>
      </p>
      <Lights id={event.id} wide className="h-28 w-full rounded-3xl sm:h-36" />
      <div className="mt-6 grid gap-x-14 gap-y-8 sm:mt-8 lg:grid-cols-[1.5fr_1fr] lg:grid-rows-[auto_1fr]">
        <div className="space-y-8">
          <header className="space-y-4">
            <EventBadges event={event} />
            <h1 className="text-3xl leading-tight font-semibold tracking-[-0.03em] wrap-anywhere sm:text-5xl">
              {event.name}
            </h1>
            <p className="text-muted wrap-anywhere">
              By {event.organizer}
              {event.sponsor !== null && `, sponsored by ${event.sponsor}`}
            </p>
            <WhatBecameOfIt event={event} />
          </header>
          <Facts event={event} />
        </div>
        <div className="space-y-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <YourPlace event={event} friends={typeof friends === "string" ? friends.slice(0, 100) : null} />
          <OwnTicket event={event} />
        </div>
        {event.description !== null && (
          <section aria-labelledby="about" className="space-y-3 lg:col-start-1">
            <h2 id="about" className="text-xl font-semibold tracking-tight">
              About this event
            </h2>
            <p className="max-w-2xl whitespace-pre-line wrap-anywhere">{event.description}</p>
          </section>
        )}
      </div>
    </article>
  );
}

function WhatBecameOfIt({ event: { state, cancelReason } }: { event: PublicEvent }) {
  if (state === "cancelled")
    return (
      <Notice tone="ember">
        This event was cancelled.{cancelReason !== null && ` The organizer says: ${cancelReason}`}
      </Notice>
    );
  if (state === "over") return <Notice>This event is over.</Notice>;
  return null;
}

function Facts({ event }: { event: PublicEvent }) {
  const seats = seatsOf(event);
  const map = mapLinkOf(event);
  const where = [event.address, event.city].filter((part) => part !== null).join(", ");
  return (
    <dl className="space-y-4">
      <Fact icon={<CalendarDays />} name="When">
        <p className="font-medium">{dayOf(event)}</p>
        <p className="text-muted">
          <time dateTime={event.startsAt.toISOString()}>{hoursOf(event)}</time>, {zoneOf(event)}
        </p>
        {(event.state === "coming" || event.state === "running") && (
          <p>
            <a
              href={`/events/${event.id}/calendar.ics`}
              className="link inline-flex min-h-9 items-center gap-1.5"
            >
              <CalendarPlus aria-hidden size={16} /> Add to your calendar
            </a>
          </p>
        )}
      </Fact>
      {(event.venue !== null || where !== "") && (
        <Fact icon={<MapPin />} name="Where">
          {event.venue !== null && <p className="font-medium wrap-anywhere">{event.venue}</p>}
          {where !== "" && <p className="text-muted wrap-anywhere">{where}</p>}
          {map !== null && (
            <p>
              <a href={map} rel="noopener noreferrer" className="link inline-flex min-h-9 items-center">
                Open the map
              </a>
            </p>
          )}
        </Fact>
      )}
      {event.priceLabel !== null && (
        <Fact icon={<Ticket />} name="Price">
          <p className="font-medium wrap-anywhere">{event.priceLabel}</p>
          <p className="text-muted">Paid to the organizer, not here.</p>
        </Fact>
      )}
      <Fact icon={<Users />} name="Who comes">
        <p className="font-medium">{registeredOf(event)}</p>
        {seats !== null && <p className="text-muted">{seats}</p>}
      </Fact>
      {event.preMatched && (
        <Fact icon={<Sparkles />} name="Pre-matched">
          <p className="font-medium">Matches are ready</p>
          <p className="text-muted">The organizer has worked out who should meet whom.</p>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="flex gap-4">
      <dt>
        <span
          aria-hidden
          className="flex size-10 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
        >
          {icon}
        </span>
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="min-w-0 pt-0.5 text-sm">{children}</dd>
    </div>
  );
}
