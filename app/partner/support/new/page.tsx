import type { Metadata } from "next";
import Link from "next/link";
import { TicketForm } from "@/app/partner/support/new/ticket-form";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { CallFacts } from "@/components/support/call-facts";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { describeCall } from "@/lib/partners/support/describe-call";
import { OpenTicket } from "@/lib/partners/support/schemas";

export const metadata: Metadata = { title: "New ticket" };

interface NewTicketPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewTicketPage({ searchParams }: NewTicketPageProps) {
  const { ctx, user } = await requirePartner();
  const asked = (await searchParams).request_id;
  const parsed = OpenTicket.shape.request_id.safeParse(asked);
  const requestId = parsed.success ? parsed.data : undefined;
  const call = requestId === undefined ? null : await describeCall(ctx, { request_id: requestId });
  const missed = asked !== undefined && asked !== "" && call === null;
  return (
    <div className="max-w-3xl space-y-6">
      <Breadcrumbs items={[{ label: "Support", href: "/partner/support" }]} current="New ticket" />
      <PageHeader
        title="New ticket"
        description={`We answer on the ticket's page and by mail to ${user.email}. Your team sees it too.`}
      />
      {!ctx.permissions.has("tickets:write") ? (
        <Notice>Your role in this team reads tickets. An owner, admin or developer can write them.</Notice>
      ) : (
        <>
          {missed && (
            <Notice tone="gold">
              No call of yours with this request id is kept: calls are kept for 90 days. You can write all the
              same.
            </Notice>
          )}
          {call !== null && (
            <Section
              title="The call it is about"
              description="This is sent with your ticket, as it stands here: no key, no body, no address."
              actions={
                <Link prefetch={false} href="/partner/support/new" className="text-sm text-plum underline">
                  Send without it
                </Link>
              }
            >
              <Card className="px-5 py-2">
                <CallFacts call={call} />
              </Card>
            </Section>
          )}
          <Card className="p-5 sm:p-6">
            <TicketForm call={call} />
          </Card>
        </>
      )}
    </div>
  );
}
