import { CalendarHeart, ClipboardList, HeartHandshake, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { pageMetadata } from "@/app/public-pages";
import { visit } from "@/app/request-context";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { Pagination } from "@/components/ui/pagination";
import { listEventFilters } from "@/lib/events/discovery/list-event-filters";
import { listPublicEvents } from "@/lib/events/discovery/list-public-events";
import type { ListPublicEvents } from "@/lib/events/discovery/schemas";
import { Invalid } from "@/lib/platform/errors";
import { EventCard } from "./event-card";
import { FilterForm } from "./filter-form";
import { FILTERS, type Filters } from "./filter-names";
import { listAddress, readFilters } from "./read-filters";

export const metadata = pageMetadata("/events");

const PROMISES = [
  {
    icon: <ClipboardList />,
    title: "Register in one step",
    text: "Your first name is enough. Organizers don’t get your email from us.",
  },
  {
    icon: <HeartHandshake />,
    title: "Meet the right people",
    text: "If you agree, your newest result helps the organizer decide whom you meet.",
  },
  {
    icon: <ShieldCheck />,
    title: "Your answers stay yours",
    text: "No organizer and no guest ever sees your answers or your traits.",
  },
] as const;

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventsPage({ searchParams }: PageProps) {
  const [query, { ctx }] = await Promise.all([searchParams, visit()]);
  const { values, errors, asked } = readFilters(query);
  const [filters, list] = await Promise.all([listEventFilters(ctx), listOrFirst(asked)]);
  const narrowed = FILTERS.some((name) => values[name].trim() !== "");
  return (
    <div className="mx-auto max-w-6xl space-y-8 px-4 py-10 sm:px-6 sm:py-14">
      <header className="max-w-2xl space-y-4">
        <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] sm:text-5xl">
          Meet people who fit you
        </h1>
        <p className="text-lg text-muted">
          Evenings, walks and mixers where everyone meets the right people first. Find one near you.
        </p>
      </header>
      <Card className="p-5 sm:p-6">
        <FilterForm
          key={listAddress(values)}
          values={values}
          errors={errors}
          cities={filters.cities}
          prices={filters.prices}
        />
      </Card>
      {list.lost && (
        <Notice tone="gold">That page of the list has moved. Here are the next events from the start.</Notice>
      )}
      <section aria-labelledby="coming" className="space-y-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 id="coming" className="text-xl font-semibold tracking-tight">
            {narrowed ? "What we found" : "Coming up"}
          </h2>
          {narrowed && (
            <Link prefetch={false} href="/events" className="link text-sm">
              Clear filters
            </Link>
          )}
        </div>
        {list.events.length === 0 ? (
          <NoEvents values={values} narrowed={narrowed} />
        ) : (
          <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {list.events.map((event) => (
              <li key={event.id}>
                <EventCard event={event} />
              </li>
            ))}
          </ul>
        )}
        <Pagination
          label="Events"
          firstLabel="First"
          nextLabel="More events"
          nextHref={list.nextCursor === null ? null : listAddress(values, list.nextCursor)}
          firstHref={asked.cursor === undefined || list.lost ? null : listAddress(values)}
        />
      </section>
      <section aria-labelledby="promises" className="border-t border-line pt-10">
        <h2 id="promises" className="sr-only">
          What to expect
        </h2>
        <ul className="grid gap-6 sm:grid-cols-3">
          {PROMISES.map(({ icon, title, text }) => (
            <li key={title} className="space-y-2">
              <span
                aria-hidden
                className="flex size-10 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
              >
                {icon}
              </span>
              <h3 className="font-semibold">{title}</h3>
              <p className="text-sm text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** A cursor that is none leads to the first page, which says so. */
async function listOrFirst(asked: ListPublicEvents) {
  const { ctx } = await visit();
  try {
    return { ...(await listPublicEvents(ctx, asked)), lost: false };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { ...(await listPublicEvents(ctx, { ...asked, cursor: undefined })), lost: true };
  }
}

function NoEvents({ values, narrowed }: { values: Filters; narrowed: boolean }) {
  const inCity = values.city.trim() === "" ? "" : ` in ${values.city.trim()}`;
  const onlyCity = FILTERS.every((name) => name === "city" || values[name].trim() === "");
  return (
    <EmptyState
      icon={<CalendarHeart />}
      title={onlyCity ? `No events${inCity} yet` : "No events like that"}
      headingLevel={3}
      action={
        narrowed ? (
          <Link prefetch={false} href="/events" className={buttonStyle({ kind: "quiet" })}>
            See all events
          </Link>
        ) : (
          <Link prefetch={false} href="/business" className={buttonStyle({ kind: "quiet" })}>
            Host an event
          </Link>
        )
      }
    >
      {narrowed
        ? "Try another city, other days or fewer words."
        : "New ones appear here as soon as an organizer publishes them."}
    </EmptyState>
  );
}
