import { CalendarHeart } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requirePartner } from "@/app/session";
import { EventStatusBadge } from "@/components/events/event-badges";
import { localSpan, placeWords } from "@/components/events/event-words";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { RangePicker } from "@/components/ui/range-picker";
import { listEvents } from "@/lib/events/events/list-events";
import type { Event } from "@/lib/events/events/schemas";

export const metadata: Metadata = { title: "Events" };

const MODES = [
  { value: "live", label: "Live" },
  { value: "test", label: "Test" },
] as const;

interface EventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const [{ ctx: atWork }, asked] = await Promise.all([requirePartner(), searchParams]);
  const mode = asked.mode === "test" ? "test" : "live";
  const ctx = { ...atWork, mode } as const;
  const cursor = typeof asked.cursor === "string" ? asked.cursor : undefined;
  const first = { limit: 20 };
  // A cursor that is not ours leads to the first page rather than to an error page.
  const events = await listEvents(ctx, { ...first, cursor }).catch(() => listEvents(ctx, first));
  return (
    <div className="space-y-6">
      <PageHeader
        title="Events"
        description="Bring people to a room where everyone meets the right people."
        actions={
          <RangePicker label="Mode" parameter="mode" choices={MODES} current={mode} path="/partner/events" />
        }
      />
      {events.data.length === 0 ? (
        <EmptyState icon={<CalendarHeart />} title={`No ${mode} events yet`}>
          Create an event, upload your guest list, and see who should meet whom.
        </EmptyState>
      ) : (
        <div>
          <DataTable label="Events" columns={COLUMNS} rows={events.data} rowKey={({ id }) => id} />
          <Pagination
            label="Events"
            nextHref={
              events.next_cursor === null
                ? null
                : `/partner/events?${new URLSearchParams({ mode, cursor: events.next_cursor })}`
            }
            firstHref={cursor === undefined ? null : `/partner/events?mode=${mode}`}
          />
        </div>
      )}
    </div>
  );
}

const COLUMNS: [Column<Event>, ...Column<Event>[]] = [
  {
    header: "Event",
    cell: (event) => (
      <Link
        prefetch={false}
        href={`/partner/events/${event.id}`}
        className="wrap-anywhere after:absolute after:inset-0"
      >
        <bdi>{event.name}</bdi>
      </Link>
    ),
  },
  { header: "Status", cell: ({ status }) => <EventStatusBadge status={status} /> },
  { header: "When", cell: (event) => localSpan(event.local_starts_at, event.local_ends_at) },
  { header: "Where", wideOnly: true, cell: (event) => placeWords(event) ?? "—" },
  {
    header: "Attendees",
    align: "right",
    cell: ({ attendee_count }) => attendee_count.toLocaleString("en-US"),
  },
];
