import { CalendarHeart } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireSelf } from "@/app/session";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { listOwnRegistrations } from "@/lib/events/registrations/list-own-registrations";
import { Invalid } from "@/lib/platform/errors";
import { PAGE_SIZE } from "@/lib/platform/pagination";
import { EventRow } from "./event-row";
import { isComing } from "./place-words";

export const metadata: Metadata = { title: "Your events", robots: { index: false } };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function YourEventsPage({ searchParams }: PageProps) {
  const [{ ctx }, { cursor }] = await Promise.all([requireSelf(), searchParams]);
  const asked = typeof cursor === "string" ? cursor : undefined;
  const read = (from: string | undefined) =>
    listOwnRegistrations(ctx, { limit: PAGE_SIZE.most, cursor: from });
  const { data, next_cursor } = await read(asked).catch((error: unknown) => {
    // A cursor that is none leads to the first page.
    if (error instanceof Invalid) return read(undefined);
    throw error;
  });
  const now = ctx.clock.now();
  const coming = data
    .filter((own) => isComing(own, now))
    .sort((a, b) => a.event.starts_at.localeCompare(b.event.starts_at));
  const past = data
    .filter((own) => !isComing(own, now))
    .sort((a, b) => b.event.starts_at.localeCompare(a.event.starts_at));
  return (
    <div className="mx-auto max-w-3xl space-y-10 px-4 py-10 sm:px-6 sm:py-14">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Your events</h1>
        {data.length > 0 && (
          <Link prefetch={false} href="/events" className={buttonStyle({ kind: "quiet", size: "small" })}>
            Find events
          </Link>
        )}
      </header>
      {data.length === 0 ? (
        <EmptyState
          icon={<CalendarHeart />}
          title="No events yet"
          action={
            <Link prefetch={false} href="/events" className={buttonStyle()}>
              Find an event
            </Link>
          }
        >
          Events that you register for appear here, with your seat, your ticket and your place in line.
        </EmptyState>
      ) : (
        <section aria-labelledby="coming" className="space-y-4">
          <h2 id="coming" className="text-xl font-semibold tracking-tight">
            Coming up
          </h2>
          {coming.length === 0 ? (
            <p className="text-muted">Nothing is coming up.</p>
          ) : (
            <ul className="space-y-3">
              {coming.map((own) => (
                <EventRow key={own.id} own={own} />
              ))}
            </ul>
          )}
        </section>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past" className="space-y-4">
          <h2 id="past" className="text-xl font-semibold tracking-tight">
            Past and ended
          </h2>
          <ul className="space-y-3">
            {past.map((own) => (
              <EventRow key={own.id} own={own} over />
            ))}
          </ul>
        </section>
      )}
      <Pagination
        label="Your events"
        nextHref={next_cursor === null ? null : `/your-events?cursor=${next_cursor}`}
        firstHref={asked === undefined ? null : "/your-events"}
      />
    </div>
  );
}
