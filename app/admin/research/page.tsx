import { FlaskConical, MessageSquareQuote, ShieldX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { hrefOf, readQuery, type SearchParams } from "@/app/admin/query";
import { DeliverDialog, QuoteDialog } from "@/app/admin/research/quote-dialog";
import { EditionState, epsilon } from "@/app/admin/research/research-words";
import { count, inWords } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { ResearchStatus } from "@/components/research/research-status";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import { PageQuery } from "@/lib/platform/pagination";
import { listAllResearch } from "@/lib/research/custom/list-all-research";
import { listAllEditions } from "@/lib/research/oversight/list-all-editions";
import { listRefusals } from "@/lib/research/oversight/list-refusals";
import { ResearchPageQuery } from "@/lib/research/oversight/schemas";

export const metadata: Metadata = { title: "Research" };

const PATH = "/admin/research";
const dollars = (usd: number | null) => (usd === null ? "–" : `$${usd.toLocaleString("en-US")}`);

export default async function ResearchPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(ResearchPageQuery, searchParams);
  const [editions, requests, refusals] = await Promise.all([
    listAllEditions(ctx),
    listAllResearch(ctx, PageQuery.parse({ cursor: query.requests })),
    listRefusals(ctx, PageQuery.parse({ cursor: query.cursor })),
  ]);
  return (
    <div className="space-y-10">
      <PageHeader
        title="Research"
        description="Editions and their privacy budgets, custom research, and questions that were refused. The exact number of people in an edition is not shown, not even here."
      />
      <Section title="Editions">
        {editions.length === 0 ? (
          <EmptyState icon={<FlaskConical />} title="No edition yet">
            The first is made in the night after a quarter has ended.
          </EmptyState>
        ) : (
          <DataTable
            label="Editions"
            rows={editions}
            rowKey={({ quarter }) => quarter}
            columns={[
              {
                header: "Edition",
                cell: ({ quarter }) => (
                  <Link prefetch={false} href={`${PATH}/${quarter}`} className="hover:underline">
                    {quarter}
                  </Link>
                ),
              },
              {
                header: "State",
                cell: ({ state, synthetic }) => <EditionState state={state} synthetic={synthetic} />,
              },
              {
                header: "Budget used",
                align: "right",
                cell: ({ chargedMilli, budgetMilli }) =>
                  `ε ${epsilon(chargedMilli)} of ${epsilon(budgetMilli)}`,
              },
              { header: "Releases", align: "right", cell: ({ releases }) => count(releases) },
              { header: "Partners", align: "right", cell: ({ partners }) => count(partners) },
              { header: "Refusals", align: "right", cell: ({ refusals }) => count(refusals) },
            ]}
          />
        )}
      </Section>
      <Section
        title="Custom research"
        description="Requests that need a quote, and what became of the others."
      >
        {requests.data.length === 0 ? (
          <EmptyState icon={<MessageSquareQuote />} title="No request yet">
            Partners ask for custom research in their research area.
          </EmptyState>
        ) : (
          <DataTable
            label="Custom research"
            rows={requests.data}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "Request",
                cell: ({ title, ticket_id }) => (
                  <Link
                    prefetch={false}
                    href={`/admin/tickets/${ticket_id}`}
                    className="wrap-anywhere hover:underline"
                  >
                    <bdi>{title}</bdi>
                  </Link>
                ),
              },
              {
                header: "Partner",
                cell: ({ partner }) => (
                  <Link prefetch={false} href={`/admin/partners/${partner.id}`} className="link">
                    <bdi>{partner.companyName}</bdi>
                  </Link>
                ),
              },
              { header: "Status", cell: ({ status }) => <ResearchStatus status={status} reader="staff" /> },
              { header: "Their budget", align: "right", cell: ({ budget_usd }) => dollars(budget_usd) },
              { header: "Our quote", align: "right", cell: ({ quote_usd }) => dollars(quote_usd) },
              {
                header: "Action",
                align: "right",
                cell: ({ id, title, status, budget_usd }) =>
                  status === "asked" || status === "quoted" ? (
                    <QuoteDialog researchId={id} title={title} suggestedUsd={budget_usd ?? 50_000} />
                  ) : status === "accepted" ? (
                    <DeliverDialog researchId={id} title={title} />
                  ) : null,
              },
            ]}
          />
        )}
        <Pagination
          label="Custom research"
          firstHref={given.requests === undefined ? null : hrefOf(PATH, { cursor: given.cursor })}
          nextHref={
            requests.next_cursor === null ? null : hrefOf(PATH, { ...given, requests: requests.next_cursor })
          }
        />
      </Section>
      <Section
        title="Refused questions"
        description="Questions that no share paid for, or that came after the edition had closed. Kept for 400 days."
      >
        {refusals.data.length === 0 ? (
          <EmptyState icon={<ShieldX />} title="Nothing was refused">
            Questions beyond a partner’s share are listed here.
          </EmptyState>
        ) : (
          <DataTable
            label="Refused questions"
            rows={refusals.data}
            rowKey={({ id }) => id}
            columns={[
              { header: "Measure", cell: ({ measure }) => inWords(measure) },
              { header: "Partner", cell: ({ partner }) => <bdi>{partner.companyName}</bdi> },
              { header: "Edition", cell: ({ quarter }) => quarter },
              { header: "Error asked", align: "right", cell: ({ error }) => `±${count(error)}` },
              { header: "Reason", cell: ({ code }) => inWords(code) },
              { header: "When", cell: ({ at }) => <Time at={at} /> },
            ]}
          />
        )}
        <Pagination
          label="Refused questions"
          firstHref={given.cursor === undefined ? null : hrefOf(PATH, { requests: given.requests })}
          nextHref={
            refusals.next_cursor === null ? null : hrefOf(PATH, { ...given, cursor: refusals.next_cursor })
          }
        />
      </Section>
    </div>
  );
}
