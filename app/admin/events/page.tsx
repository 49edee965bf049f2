import { CalendarHeart } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SearchField, SelectField } from "@/app/admin/filter-form";
import { ListPage } from "@/app/admin/list-page";
import { readQuery, type SearchParams } from "@/app/admin/query";
import { count, inWords } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { EventStatusBadge } from "@/components/events/event-badges";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { EVENT_STATUSES } from "@/lib/events/events/schemas";
import { SearchEvents } from "@/lib/operations/admin/schemas";
import { type EventRow, searchEvents } from "@/lib/operations/admin/search-events";

export const metadata: Metadata = { title: "Events" };

const PATH = "/admin/events";

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(SearchEvents, searchParams);
  return (
    <ListPage
      title="Events"
      description="Live events of all partners, and how they were paid for. Who attends is not shown here."
      rows="events"
      path={PATH}
      given={given}
      filters={
        <>
          <SearchField name="q" label="Search" placeholder="Event, city, company" value={given.q} />
          <SelectField
            name="status"
            label="Status"
            any="Any status"
            value={given.status}
            options={EVENT_STATUSES.map((status) => [status, inWords(status)])}
          />
        </>
      }
      load={() => searchEvents(ctx, query)}
      table={(rows) => <EventTable rows={rows} />}
      none={{
        icon: <CalendarHeart />,
        title: "No events yet",
        text: "Events that partners create are listed here.",
      }}
      noneLikeThat={{ title: "No event fits", text: "No event has these words and this status." }}
    />
  );
}

function EventTable({ rows }: { rows: readonly EventRow[] }) {
  return (
    <DataTable
      label="Events"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "Event",
          cell: ({ name, city }) => (
            <span className="block min-w-0">
              <bdi className="wrap-anywhere">{name}</bdi>
              {city !== null && <bdi className="block font-normal text-muted">{city}</bdi>}
            </span>
          ),
        },
        {
          header: "Partner",
          cell: ({ partner }) => (
            <Link prefetch={false} href={`/admin/partners/${partner.id}#event-passes`} className="link">
              <bdi>{partner.companyName}</bdi>
            </Link>
          ),
        },
        { header: "Status", cell: ({ status }) => <EventStatusBadge status={status} /> },
        { header: "Starts", cell: ({ startsAt }) => <Time at={startsAt} format="absolute" /> },
        { header: "Attendees", align: "right", cell: ({ attendees }) => count(attendees) },
        { header: "Pass", cell: (row) => <PassWords row={row} /> },
      ]}
    />
  );
}

function PassWords({ row: { pass, moneyReturned } }: { row: EventRow }) {
  if (pass === null) return <span className="text-muted">None</span>;
  if (moneyReturned) return <Badge tone="ember">Money returned</Badge>;
  return <Badge tone={pass === "bought" ? "pine" : "plain"}>{pass}</Badge>;
}
