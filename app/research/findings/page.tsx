import { BookMarked } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { WithdrawButton } from "@/app/research/findings/withdraw-button";
import { Locked } from "@/app/research/locked";
import { requireResearch } from "@/app/research/research-at-work";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import { isCursor } from "@/lib/platform/pagination";
import { listFindings } from "@/lib/research/findings/list-findings";
import { FindingQuery } from "@/lib/research/findings/schemas";

export const metadata: Metadata = { title: "Findings" };

interface FindingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FindingsPage({ searchParams }: FindingsPageProps) {
  const { atWork, unlocked } = await requireResearch();
  const { ctx } = atWork;
  const given = (await searchParams).cursor;
  const cursor = typeof given === "string" && isCursor(given) ? given : undefined;
  const { data, next_cursor } = await listFindings(ctx, FindingQuery.parse({ cursor }));
  if (unlocked === null && data.length === 0) return <Locked mayBuy={ctx.permissions.has("billing:write")} />;
  const mayWrite = ctx.permissions.has("insights:write");
  return (
    <div className="space-y-6">
      <PageHeader
        title="Findings"
        description="Answers that you have made public. Each has an address that can be cited and never changes."
      />
      {data.length === 0 ? (
        <EmptyState
          icon={<BookMarked />}
          title="Nothing published yet"
          action={
            <Link prefetch={false} href="/research/queries" className={buttonStyle({ kind: "quiet" })}>
              Open your questions
            </Link>
          }
        >
          Open one of your answers and publish it. Everyone can then read it, download it and check its
          signature.
        </EmptyState>
      ) : (
        <>
          <DataTable
            label="Findings"
            rows={data}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "Title",
                cell: ({ title, cite }) => (
                  <Link prefetch={false} href={`/findings/${cite}`} className="wrap-anywhere hover:underline">
                    <bdi>{title}</bdi>
                  </Link>
                ),
              },
              {
                header: "Cited as",
                roomy: true,
                cell: ({ cite }) => <span className="font-mono text-xs whitespace-nowrap">{cite}</span>,
              },
              {
                header: "State",
                cell: ({ withdrawn_at, withdrawn_by_staff }) =>
                  withdrawn_at === null ? (
                    <Badge tone="pine">Public</Badge>
                  ) : (
                    <Badge>{withdrawn_by_staff ? "Withdrawn by us" : "Withdrawn"}</Badge>
                  ),
              },
              {
                header: "Published",
                roomy: true,
                cell: ({ published_at }) => <Time at={published_at} />,
              },
              {
                header: "Action",
                align: "right",
                cell: ({ id, title, withdrawn_at, withdrawn_by_staff, query_id }) =>
                  !mayWrite || withdrawn_by_staff ? null : withdrawn_at === null ? (
                    <WithdrawButton findingId={id} title={title} />
                  ) : (
                    <Link
                      prefetch={false}
                      href={`/research/findings/new?query_id=${query_id}`}
                      className={buttonStyle({ kind: "quiet", size: "small" })}
                    >
                      Publish again
                    </Link>
                  ),
              },
            ]}
          />
          <Pagination
            label="Findings"
            firstHref={cursor === undefined ? null : "/research/findings"}
            nextHref={next_cursor === null ? null : `/research/findings?cursor=${next_cursor}`}
          />
        </>
      )}
    </div>
  );
}
