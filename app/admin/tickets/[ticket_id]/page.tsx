import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AnswerForm } from "@/app/admin/tickets/[ticket_id]/answer-form";
import { orNotFound } from "@/app/or-not-found";
import { pageBrand } from "@/app/page-brand";
import { requireAdmin } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { CallFacts } from "@/components/support/call-facts";
import { Conversation } from "@/components/support/conversation";
import { TicketStatusBadge } from "@/components/support/ticket-status";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getAnyTicket } from "@/lib/partners/support/get-any-ticket";
import { type AnyTicket, TicketId } from "@/lib/partners/support/schemas";

type Params = Promise<{ ticket_id: string }>;

const read = cache(async (ticket_id: string): Promise<AnyTicket> => {
  const { ctx } = await requireAdmin();
  const { data } = TicketId.safeParse({ ticket_id });
  if (data === undefined) notFound();
  return orNotFound(getAnyTicket(ctx, data));
});

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { number, subject } = await read((await params).ticket_id);
  return { title: `#${number} ${subject}` };
}

export default async function TicketPage({ params }: { params: Params }) {
  const ticket = await read((await params).ticket_id);
  return (
    <div className="space-y-6">
      <div>
        <Breadcrumbs items={[{ href: "/admin/tickets", label: "Tickets" }]} current={`#${ticket.number}`} />
        <PageHeader
          title={ticket.subject}
          badge={<TicketStatusBadge status={ticket.status} reader="staff" />}
        />
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="space-y-6">
          <Conversation messages={ticket.messages} supportName={`${(await pageBrand()).name} support`} />
          <AnswerForm ticketId={ticket.id} status={ticket.status} />
        </div>
        <Facts ticket={ticket} />
      </div>
    </div>
  );
}

function Facts({ ticket: { partner, call, created_at, updated_at } }: { ticket: AnyTicket }) {
  return (
    <Card className="px-5 py-4">
      <h2 className="font-semibold">About it</h2>
      <KeyValue
        items={[
          {
            label: "Partner",
            value: (
              <Link prefetch={false} href={`/admin/partners/${partner.id}`} className="link">
                {partner.company_name}
              </Link>
            ),
          },
          { label: "Opened", value: <Time at={created_at} /> },
          { label: "Last change", value: <Time at={updated_at} /> },
        ]}
      />
      {call !== null && (
        <>
          <h2 className="mt-4 font-semibold">The call</h2>
          <CallFacts call={call} />
        </>
      )}
    </Card>
  );
}
