import { MessageSquareQuote } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { QuoteButtons } from "@/app/research/custom/quote-buttons";
import { RequestForm } from "@/app/research/custom/request-form";
import { requirePartner } from "@/app/session";
import { ResearchStatus } from "@/components/research/research-status";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { listResearch } from "@/lib/research/custom/list-research";
import type { ResearchRequest } from "@/lib/research/custom/present-research";
import { BUDGETS_USD, QUOTE_USD } from "@/lib/research/custom/schemas";

export const metadata: Metadata = { title: "Custom research" };

const dollars = (usd: number) => `$${usd.toLocaleString("en-US")}`;

export default async function CustomResearchPage() {
  const { ctx } = await requirePartner();
  const requests = await listResearch(ctx);
  const mayAsk = ctx.permissions.has("insights:write") && ctx.permissions.has("tickets:write");
  return (
    <div className="max-w-3xl space-y-10">
      <PageHeader
        title="Custom research"
        description={`For questions that no edition answers. You describe it, we answer with a quote between ${dollars(QUOTE_USD.least)} and ${dollars(QUOTE_USD.most)} a year, and then with a report.`}
      />
      <Section title="Your requests">
        {requests.length === 0 ? (
          <EmptyState icon={<MessageSquareQuote />} title="No request yet">
            Describe below what you want to find out.
          </EmptyState>
        ) : (
          <ul className="space-y-3">
            {requests.map((request) => (
              <li key={request.id}>
                <Request request={request} mayBuy={ctx.permissions.has("billing:write")} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="New request">
        {mayAsk ? (
          <Card className="p-5 sm:p-6">
            <RequestForm budgets={BUDGETS_USD} />
          </Card>
        ) : (
          <Notice>Your role reads requests. An owner, admin or developer can make them.</Notice>
        )}
      </Section>
    </div>
  );
}

function Request({ request, mayBuy }: { request: ResearchRequest; mayBuy: boolean }) {
  const { id, title, status, ticket_id, quote_usd, quoted_until, created_at } = request;
  return (
    <Card className="space-y-3 p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-medium wrap-anywhere">
            <bdi>{title}</bdi>
          </h3>
          <p className="text-sm text-muted">
            Asked <Time at={created_at} /> ·{" "}
            <Link prefetch={false} href={`/partner/support/${ticket_id}`} className="link">
              Conversation
            </Link>
          </p>
        </div>
        <ResearchStatus status={status} reader="partner" />
      </div>
      {quote_usd !== null && quoted_until !== null && (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
          <p>
            <span className="font-semibold tabular-nums">{dollars(quote_usd)}</span> a year
            {status === "quoted" && (
              <span className="text-muted">
                , valid until <Time at={quoted_until} format="absolute" />
              </span>
            )}
          </p>
          {status === "quoted" &&
            (mayBuy ? (
              <QuoteButtons
                researchId={id}
                quoteUsd={quote_usd}
                updatedAt={request.updated_at}
                price={dollars(quote_usd)}
              />
            ) : (
              <p className="text-sm text-muted">An owner or admin of your team can answer it.</p>
            ))}
        </div>
      )}
    </Card>
  );
}
