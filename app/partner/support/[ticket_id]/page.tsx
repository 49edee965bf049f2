import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/app/or-not-found";
import { pageBrand } from "@/app/page-brand";
import { ReplyForm } from "@/app/partner/support/[ticket_id]/reply-form";
import { SeenMark } from "@/app/partner/support/[ticket_id]/seen-mark";
import { StatusButton } from "@/app/partner/support/[ticket_id]/status-button";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { CallFacts } from "@/components/support/call-facts";
import { Conversation } from "@/components/support/conversation";
import { TicketStatusBadge } from "@/components/support/ticket-status";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getTicket } from "@/lib/partners/support/get-ticket";
import { type Ticket, TicketId } from "@/lib/partners/support/schemas";

interface TicketPageProps {
  params: Promise<{ ticket_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const read = cache(async (id: string): Promise<Ticket> => {
  const { ctx } = await requirePartner();
  const parsed = TicketId.safeParse({ ticket_id: id });
  if (!parsed.success) notFound();
  return orNotFound(getTicket(ctx, parsed.data));
});

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const { number } = await read((await params).ticket_id);
  return { title: `Ticket #${number}` };
}

export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const { ctx } = await requirePartner();
  const ticket = await read((await params).ticket_id);
  const redacted = Number((await searchParams).redacted);
  const mayWrite = ctx.permissions.has("tickets:write");
  return (
    <div className="space-y-6">
      <Breadcrumbs items={[{ label: "Support", href: "/partner/support" }]} current={`#${ticket.number}`} />
      <PageHeader
        title={<bdi>{ticket.subject}</bdi>}
        badge={<TicketStatusBadge status={ticket.status} reader="partner" />}
        description={
          <>
            Ticket #{ticket.number}, opened <Time at={ticket.created_at} />
          </>
        }
        actions={mayWrite ? <StatusButton ticketId={ticket.id} status={ticket.status} /> : undefined}
      />
      {redacted > 0 && redacted < 1_000 && (
        <Notice
          tone="gold"
          action={
            <Link prefetch={false} href="/partner/keys" className="font-medium underline">
              API keys
            </Link>
          }
        >
          {redacted === 1 ? "A key or secret was" : `${redacted} keys or secrets were`} taken out of what you
          wrote before it was stored. If it has been anywhere else, rotate it.
        </Notice>
      )}
      <div className={ticket.call === null ? "max-w-3xl" : "grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"}>
        <div className="min-w-0 space-y-6">
          <Conversation messages={ticket.messages} supportName={`${(await pageBrand()).name} support`} />
          {mayWrite && ticket.status !== "closed" && (
            <Card className="p-5">
              <ReplyForm ticketId={ticket.id} solved={ticket.status === "solved"} />
            </Card>
          )}
          {ticket.status === "closed" && (
            <Notice>This ticket is closed.{mayWrite && " Reopen it to write again."}</Notice>
          )}
        </div>
        {ticket.call !== null && (
          <aside aria-labelledby="call" className="min-w-0">
            <Card className="p-5">
              <h2 id="call" className="font-semibold">
                The call it is about
              </h2>
              <div className="mt-1 [&_dl>div]:grid-cols-1">
                <CallFacts call={ticket.call} />
              </div>
            </Card>
          </aside>
        )}
      </div>
      {ticket.unread && <SeenMark ticketId={ticket.id} />}
    </div>
  );
}
