import { cx } from "class-variance-authority";
import { LifeBuoy, Plus, Search } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageBrand } from "@/app/page-brand";
import { requirePartner } from "@/app/session";
import { TicketStatusBadge } from "@/components/support/ticket-status";
import { Badge } from "@/components/ui/badge";
import { Button, buttonStyle } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import { listTickets } from "@/lib/partners/support/list-tickets";
import { TicketQuery, type TicketSummary } from "@/lib/partners/support/schemas";
import type { TicketStatus } from "@/lib/partners/support/ticket-terms";

export const metadata: Metadata = { title: "Support" };

const FILTERS: { status: TicketStatus | undefined; label: string }[] = [
  { status: undefined, label: "All" },
  { status: "waiting", label: "Waiting for you" },
  { status: "open", label: "Waiting for us" },
  { status: "solved", label: "Solved" },
  { status: "closed", label: "Closed" },
];

const columnsOf = (supportName: string): [Column<TicketSummary>, ...Column<TicketSummary>[]] => [
  {
    header: "Ticket",
    cell: (ticket) => (
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          prefetch={false}
          href={`/partner/support/${ticket.id}`}
          className={cx("wrap-anywhere after:absolute after:inset-0", ticket.unread && "font-semibold")}
        >
          <bdi>{ticket.subject}</bdi>
        </Link>
        <span className="font-normal text-muted">#{ticket.number}</span>
        {ticket.unread && <Badge tone="plum">new reply</Badge>}
      </span>
    ),
  },
  { header: "Status", cell: ({ status }) => <TicketStatusBadge status={status} reader="partner" /> },
  {
    header: "Last message",
    roomy: true,
    cell: ({ last_message }) =>
      last_message === null ? (
        "—"
      ) : (
        <>
          <bdi>{last_message.author_type === "staff" ? supportName : last_message.author_name}</bdi>
          {", "}
          <Time at={last_message.created_at} className="whitespace-nowrap" />
        </>
      ),
  },
  {
    header: "Opened",
    wideOnly: true,
    cell: ({ created_at }) => <Time at={created_at} className="whitespace-nowrap" />,
  },
];

interface SupportPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SupportPage({ searchParams }: SupportPageProps) {
  const { ctx } = await requirePartner();
  const asked = await searchParams;
  const query = TicketQuery.safeParse({
    status: asked.status,
    search: asked.search,
    cursor: asked.cursor,
  });
  const { status, search, cursor } = query.data ?? {};
  const firstPage = { limit: 20, status, search };
  const tickets = await listTickets(ctx, { ...firstPage, cursor }).catch(() => listTickets(ctx, firstPage));
  const mayWrite = ctx.permissions.has("tickets:write");
  const filtered = status !== undefined || (search !== undefined && search !== "");
  const newTicket = (
    <Link prefetch={false} href="/partner/support/new" className={buttonStyle()}>
      <Plus aria-hidden size={18} className="-ml-1" /> New ticket
    </Link>
  );
  const empty = tickets.data.length === 0;
  return (
    <div className="space-y-6">
      <PageHeader
        title="Support"
        description="Ask us anything about your integration. People answer, here and by mail."
        actions={mayWrite && (!empty || filtered) ? newTicket : undefined}
      />
      {(!empty || filtered) && (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <nav aria-label="Tickets by status" className="flex flex-wrap gap-1.5">
            {FILTERS.map((filter) => (
              <Link
                key={filter.label}
                prefetch={false}
                href={address({ status: filter.status, search })}
                aria-current={filter.status === status ? "page" : undefined}
                className="inline-flex min-h-9 items-center rounded-full border border-line px-3.5 text-sm text-muted no-underline hover:border-plum hover:text-plum aria-[current=page]:border-plum aria-[current=page]:bg-plum-soft aria-[current=page]:text-plum"
              >
                {filter.label}
              </Link>
            ))}
          </nav>
          <search className="w-full sm:w-auto">
            <form className="flex gap-2">
              {status !== undefined && <input type="hidden" name="status" value={status} />}
              <Input
                type="search"
                name="search"
                aria-label="Search tickets"
                placeholder="Words or #number"
                maxLength={200}
                defaultValue={search}
                className="sm:w-64"
              />
              <Button kind="quiet" aria-label="Search" className="px-3.5">
                <Search aria-hidden size={18} />
              </Button>
            </form>
          </search>
        </div>
      )}
      {empty ? (
        filtered ? (
          <EmptyState
            icon={<Search />}
            title="No ticket fits"
            action={
              <Link
                prefetch={false}
                href="/partner/support"
                className={buttonStyle({ kind: "quiet", size: "small" })}
              >
                Show all tickets
              </Link>
            }
          >
            No ticket of your team has this status and these words.
          </EmptyState>
        ) : (
          <EmptyState icon={<LifeBuoy />} title="No tickets yet" action={mayWrite ? newTicket : undefined}>
            {mayWrite
              ? "Stuck, or something looks wrong? Open a ticket. To ask about one call, give its request id: we then see what you see."
              : "An owner, admin or developer of your team can write to us here."}
          </EmptyState>
        )
      ) : (
        <div>
          <DataTable
            label="Tickets"
            columns={columnsOf(`${(await pageBrand()).name} support`)}
            rows={tickets.data}
            rowKey={({ id }) => id}
          />
          <Pagination
            label="Tickets"
            nextHref={
              tickets.next_cursor === null ? null : address({ status, search, cursor: tickets.next_cursor })
            }
            firstHref={cursor === undefined ? null : address({ status, search })}
          />
        </div>
      )}
    </div>
  );
}

function address(query: {
  status?: string | undefined;
  search?: string | undefined;
  cursor?: string;
}): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const text = new URLSearchParams(entries).toString();
  return text === "" ? "/partner/support" : `/partner/support?${text}`;
}
