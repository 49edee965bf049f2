import { LifeBuoy, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { FilterForm, SearchField, SelectField } from "@/app/admin/filter-form";
import { hrefOf, readQuery, type SearchParams } from "@/app/admin/query";
import { requireAdmin } from "@/app/session";
import { TicketStatusBadge } from "@/components/support/ticket-status";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { listAllTickets } from "@/lib/partners/support/list-all-tickets";
import { TicketQuery } from "@/lib/partners/support/schemas";
import type { AdminContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "Tickets" };

const PATH = "/admin/tickets";

export default async function TicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(TicketQuery, searchParams);
  return (
    <div className="space-y-6">
      <PageHeader title="Tickets" description="What partners ask, the latest activity first." />
      <FilterForm path={PATH} given={given}>
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
      </FilterForm>
      <Suspense key={JSON.stringify(given)} fallback={<TableSkeleton rows={6} label="Loading tickets…" />}>
        <Tickets ctx={ctx} query={query} given={given} />
      </Suspense>
    </div>
  );
}

interface TicketsProps {
  ctx: AdminContext;
  query: TicketQuery;
  given: Record<string, string>;
}

async function Tickets({ ctx, query, given }: TicketsProps) {
  const { data, next_cursor } = await listAllTickets(ctx, query);
  if (data.length === 0) {
    const filtered = Object.keys(given).length > 0;
    return (
      <EmptyState
        icon={filtered ? <SearchX /> : <LifeBuoy />}
        title={filtered ? "No ticket is like that" : "No ticket yet"}
        {...(filtered
          ? {
              action: (
                <Link prefetch={false} href={PATH} className="link">
                  Show all tickets
                </Link>
              ),
            }
          : {})}
      >
        {filtered ? "Try another status, or other words." : "What partners write to support stands here."}
      </EmptyState>
    );
  }
  return (
    <div>
      <DataTable
        label="Tickets"
        rows={data}
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
      <Pagination
        label="Tickets"
        firstHref={given.cursor === undefined ? null : hrefOf(PATH, { ...given, cursor: undefined })}
        nextHref={next_cursor === null ? null : hrefOf(PATH, { ...given, cursor: next_cursor })}
      />
    </div>
  );
}
