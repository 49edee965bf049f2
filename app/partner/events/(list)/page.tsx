import { cx } from "class-variance-authority";
import { CalendarHeart, FileSpreadsheet, Plus, QrCode, Sparkles } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { portalMode } from "@/app/partner/mode";
import { requirePartner } from "@/app/session";
import { EventStatusBadge } from "@/components/events/event-badges";
import { localSpan, placeWords } from "@/components/events/event-words";
import { TestDataNotice } from "@/components/portal/mode-switch";
import { buttonStyle } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import {
  type BrowsedEvents,
  browseEvents,
  EVENT_VIEWS,
  type EventView,
} from "@/lib/events/events/browse-events";
import type { Event } from "@/lib/events/events/schemas";

export const metadata: Metadata = { title: "Events" };

const PATH = "/partner/events";
const VIEW_WORDS: Record<EventView, { label: string; none: string }> = {
  coming: { label: "Coming", none: "Nothing is published for the days ahead." },
  drafts: { label: "Drafts", none: "You have no drafts." },
  past: { label: "Past", none: "Events that finished or were cancelled are listed here." },
};

interface EventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const [{ ctx: atWork }, mode, asked] = await Promise.all([requirePartner(), portalMode(), searchParams]);
  const ctx = { ...atWork, mode } as const;
  const view = EVENT_VIEWS.find((name) => name === asked.show) ?? "coming";
  const cursor = typeof asked.cursor === "string" ? asked.cursor : undefined;
  const first = { view, limit: 20 };
  // A cursor that is not ours leads to the first page rather than to an error page.
  const events = await browseEvents(ctx, { ...first, cursor }).catch(() => browseEvents(ctx, first));
  const none = EVENT_VIEWS.every((name) => events.counts[name] === 0);
  const mayWrite = ctx.permissions.has("events:write");
  const create = (
    <Link prefetch={false} href={`${PATH}/new`} className={buttonStyle()}>
      <Plus aria-hidden size={18} className="-ml-1" /> Create an event
    </Link>
  );
  return (
    <div className="space-y-6">
      <PageHeader
        title="Events"
        description="From a guest list to a room where everyone meets the right people."
        actions={
          <>
            {events.counts.past > 0 && (
              <Link prefetch={false} href={`${PATH}/analytics`} className={buttonStyle({ kind: "quiet" })}>
                Analytics
              </Link>
            )}
            {mode === "live" && (
              <Link prefetch={false} href={`${PATH}/passes`} className={buttonStyle({ kind: "quiet" })}>
                Event passes
              </Link>
            )}
            {mayWrite && !none && create}
          </>
        }
      />
      <TestDataNotice mode={mode} />
      {none ? (
        <NoEvents mode={mode} action={mayWrite ? create : undefined} />
      ) : (
        <>
          <Views current={view} counts={events.counts} />
          {events.data.length === 0 ? (
            <EmptyState icon={<CalendarHeart />} title="No events here">
              {VIEW_WORDS[view].none}
            </EmptyState>
          ) : (
            <div>
              <DataTable
                label={`${VIEW_WORDS[view].label} events`}
                columns={COLUMNS}
                rows={events.data}
                rowKey={({ id }) => id}
              />
              <Pagination
                label="Events"
                firstLabel="First"
                nextLabel="More"
                nextHref={events.next_cursor === null ? null : address(view, events.next_cursor)}
                firstHref={cursor === undefined ? null : address(view)}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function address(view: EventView, cursor?: string): string {
  return `${PATH}?${new URLSearchParams({ show: view, ...(cursor === undefined ? {} : { cursor }) })}`;
}

interface ViewsProps {
  current: EventView;
  counts: BrowsedEvents["counts"];
}

function Views({ current, counts }: ViewsProps) {
  return (
    <nav aria-label="Events by time" className="flex flex-wrap gap-1.5">
      {EVENT_VIEWS.map((view) => (
        <Link
          key={view}
          prefetch={false}
          href={address(view)}
          aria-current={view === current ? "page" : undefined}
          className={cx(
            "inline-flex min-h-9 items-center gap-2 rounded-full border px-3.5 text-sm no-underline transition-colors",
            view === current
              ? "border-plum bg-plum-soft text-plum"
              : "border-line text-muted hover:border-plum hover:text-plum",
          )}
        >
          {VIEW_WORDS[view].label}
          <span className="tabular-nums opacity-75">{counts[view].toLocaleString("en-US")}</span>
        </Link>
      ))}
    </nav>
  );
}

const STEPS: { icon: ReactNode; title: string; text: string }[] = [
  {
    icon: <FileSpreadsheet />,
    title: "Bring your guest list",
    text: "Upload a spreadsheet or let people register. Guests without traits get a short form by email.",
  },
  {
    icon: <Sparkles />,
    title: "See who should meet whom",
    text: "Every pair is scored, and rounds are planned so that everyone meets people who suit them.",
  },
  {
    icon: <QrCode />,
    title: "Run the evening",
    text: "Table cards, check-in at the door that works offline, and figures on how well it went.",
  },
];

/** What the product does, for a team that has not tried it. */
function NoEvents({ mode, action }: { mode: "live" | "test"; action: ReactNode }) {
  return (
    <section className="overflow-hidden rounded-2xl border border-line bg-card">
      <div className="flex flex-col items-start gap-5 p-6 sm:p-8">
        <span
          aria-hidden
          className="flex size-11 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
        >
          <CalendarHeart />
        </span>
        <div className="max-w-xl space-y-1.5">
          <h2 className="text-xl font-semibold tracking-tight">
            {mode === "live" ? "Run your first matched event" : "Try an event without real guests"}
          </h2>
          <p className="text-muted">
            {mode === "live"
              ? "Speed dating, a networking dinner, a conference mixer: tell us who comes, and we plan who meets whom."
              : "Test events are free, never public, and send no email. Everything else works as in a live one."}
          </p>
        </div>
        {action}
      </div>
      <ol className="grid gap-px border-t border-line bg-line md:grid-cols-3">
        {STEPS.map(({ icon, title, text }) => (
          <li key={title} className="space-y-1.5 bg-card p-6 sm:p-8">
            <span aria-hidden className="text-plum [&>svg]:size-5">
              {icon}
            </span>
            <h3 className="font-medium">{title}</h3>
            <p className="text-sm text-muted">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

const COLUMNS: [Column<Event>, ...Column<Event>[]] = [
  {
    header: "Event",
    cell: (event) => (
      <span className="block min-w-0">
        <Link
          prefetch={false}
          href={`${PATH}/${event.id}`}
          className="wrap-anywhere after:absolute after:inset-0"
        >
          <bdi>{event.name}</bdi>
        </Link>
        {placeWords(event) !== null && (
          <bdi className="mt-0.5 block font-normal wrap-anywhere text-muted">{placeWords(event)}</bdi>
        )}
      </span>
    ),
  },
  { header: "Status", cell: ({ status }) => <EventStatusBadge status={status} /> },
  { header: "When", cell: (event) => localSpan(event.local_starts_at, event.local_ends_at) },
  {
    header: "Attendees",
    align: "right",
    cell: ({ attendee_count, capacity }) => (
      <span>
        {attendee_count.toLocaleString("en-US")}
        {capacity !== null && <span className="text-muted"> of {capacity.toLocaleString("en-US")}</span>}
      </span>
    ),
  },
  {
    header: "Can be matched",
    align: "right",
    wideOnly: true,
    cell: ({ attendees_with_traits }) => attendees_with_traits.toLocaleString("en-US"),
  },
];
