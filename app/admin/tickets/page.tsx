import { LifeBuoy } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SearchField, SelectField } from "@/app/admin/filter-form";
import { ListPage } from "@/app/admin/list-page";
import { readQuery, type SearchParams } from "@/app/admin/query";
import { requireAdmin } from "@/app/session";
import { TicketStatusBadge } from "@/components/support/ticket-status";
import { DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { listAllTickets } from "@/lib/partners/support/list-all-tickets";
import { TicketQuery } from "@/lib/partners/support/schemas";

export const metadata: Metadata = { title: "Tickets" };

const PATH = "/admin/tickets";

export default async function TicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(TicketQuery, searchParams);
  return (
    <ListPage
      title="Tickets"
      description="What partners ask, the latest activity first."
      rows="tickets"
      path={PATH}
      given={given}
      filters={
        <>
          <SearchField name="search" label="Search" placeholder="Words, or a number" value={given.search} />
          <SelectField
            name="status"
            label="Status"
            any="Any"
            value={given.status}
            options={[
              ["open", "Our turn"],
              ["waiting", "Their turn"],
              ["solved", "Solved"],
              ["closed", "Closed"],
            ]}
          />
        </>
      }
      load={async () => {
        const { data, next_cursor: nextCursor } = await listAllTickets(ctx, query);
        return { data, nextCursor };
      }}
      table={(rows) => (
        <DataTable
          label="Tickets"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Subject",
              cell: ({ id, number, subject }) => (
                <Link prefetch={false} href={`${PATH}/${id}`} className="wrap-anywhere hover:underline">
                  <span className="font-normal text-muted">#{number}</span> {subject}
                </Link>
              ),
            },
            { header: "Status", cell: ({ status }) => <TicketStatusBadge status={status} reader="staff" /> },
            {
              header: "Partner",
              roomy: true,
              cell: ({ partner }) => (
                <Link prefetch={false} href={`/admin/partners/${partner.id}`} className="hover:underline">
                  {partner.company_name}
                </Link>
              ),
            },
            {
              header: "Last message",
              roomy: true,
              cell: ({ last_message, updated_at }) => (
                <span>
                  {last_message !== null && <span className="block">{last_message.author_name}</span>}
                  <Time at={last_message?.created_at ?? updated_at} className="text-xs text-muted" />
                </span>
              ),
            },
          ]}
        />
      )}
      none={{
        icon: <LifeBuoy />,
        title: "No ticket yet",
        text: "What partners write to support stands here.",
      }}
      noneLikeThat={{ title: "No ticket is like that", text: "Try another status, or other words." }}
    />
  );
}
