import { Bookmark, History, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Locked } from "@/app/research/locked";
import { QueryTable } from "@/app/research/query-table";
import { requireResearch } from "@/app/research/research-at-work";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { listQueries } from "@/lib/research/insights/list-queries";
import { listSavedQueries } from "@/lib/research/insights/list-saved-queries";
import { ListQueries } from "@/lib/research/insights/release-schemas";
import { SavedTable } from "./saved-table";

export const metadata: Metadata = { title: "Queries" };

interface QueriesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const PATH = "/research/queries";

export default async function QueriesPage({ searchParams }: QueriesPageProps) {
  const [{ atWork, unlocked }, query] = await Promise.all([requireResearch(), searchParams]);
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx, mayAsk } = unlocked;
  const { cursor } = ListQueries.pick({ cursor: true }).safeParse({ cursor: query.cursor }).data ?? {};
  const [saved, history] = await Promise.all([
    listSavedQueries(ctx, {}),
    // A cursor that is not ours leads to the first page rather than to an error page.
    listQueries(ctx, { limit: 20, cursor }).catch(() => listQueries(ctx, { limit: 20 })),
  ]);
  return (
    <div className="space-y-10">
      <PageHeader
        title="Queries"
        description="What your team saved, and what it asked."
        actions={
          <Link prefetch={false} href="/research/new" className={buttonStyle()}>
            <Plus aria-hidden size={18} className="-ml-1" /> New query
          </Link>
        }
      />
      <Section title="Saved" description="Open one to ask it again, of this edition or the next.">
        {saved.length === 0 ? (
          <EmptyState icon={<Bookmark />} title="No saved queries" headingLevel={3}>
            Build a query and choose Save. Your whole team sees it here.
          </EmptyState>
        ) : (
          <SavedTable saved={saved} mayDelete={mayAsk} />
        )}
      </Section>
      <Section
        title="History"
        description="Every query of your team with what it cost. Answers never change."
      >
        {history.data.length === 0 ? (
          <EmptyState
            icon={<History />}
            title="Nothing asked yet"
            headingLevel={3}
            action={
              <Link
                prefetch={false}
                href="/research/new"
                className={buttonStyle({ kind: "quiet", size: "small" })}
              >
                Build a query
              </Link>
            }
          >
            Many answers are free, because they were released with the edition.
          </EmptyState>
        ) : (
          <div>
            <QueryTable label="History" queries={history.data} />
            <Pagination
              label="History"
              nextHref={
                history.next_cursor === null
                  ? null
                  : `${PATH}?cursor=${encodeURIComponent(history.next_cursor)}`
              }
              firstHref={cursor === undefined ? null : PATH}
            />
          </div>
        )}
      </Section>
    </div>
  );
}
