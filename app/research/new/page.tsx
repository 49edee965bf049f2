import { LibraryBig } from "lucide-react";
import type { Metadata } from "next";
import { readAsked } from "@/app/research/asked";
import { Locked } from "@/app/research/locked";
import { askedOfDraft, draftOf, NEW_DRAFT } from "@/app/research/new/draft";
import { QueryBuilder } from "@/app/research/new/query-builder";
import { requireResearch } from "@/app/research/research-at-work";
import { SyntheticNotice } from "@/app/research/synthetic-notice";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader } from "@/components/ui/page-header";
import { NotFound } from "@/lib/platform/errors";
import { describeQuery } from "@/lib/research/insights/describe-query";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { listEditions } from "@/lib/research/insights/list-editions";

export const metadata: Metadata = { title: "New query" };

interface NewQueryPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewQueryPage({ searchParams }: NewQueryPageProps) {
  const [{ atWork, unlocked }, query] = await Promise.all([requireResearch(), searchParams]);
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx, mayAsk } = unlocked;
  const { data: editions } = await listEditions(ctx, { limit: 12 });
  const asked = readAsked(query);
  const initial = asked === null ? NEW_DRAFT : draftOf(asked);
  // An edition that is not there is the newest one, and the page says so.
  const isThere = initial.edition === "" || editions.some(({ edition }) => edition === initial.edition);
  const draft = isThere ? initial : { ...initial, edition: "" };
  const [described, budgets] = await Promise.all([
    describeQuery(ctx, askedOfDraft(draft)).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    }),
    Promise.all(editions.map(({ edition }) => getInsightsBudget(ctx, { edition }))),
  ]);
  const misread = (query.measure !== undefined && asked === null) || !isThere;
  return (
    <div className="space-y-6">
      <PageHeader
        title="New query"
        description="Choose what to measure and how exact it must be. You see the cost before anything is read."
      />
      {editions[0]?.synthetic === true && <SyntheticNotice />}
      {misread && (
        <Notice tone="gold">The address asks something that cannot be asked. Start from here instead.</Notice>
      )}
      {editions.length === 0 ? (
        <EmptyState icon={<LibraryBig />} title="No edition yet">
          The first edition is published the night after the quarter ends. Then you can ask about it here.
        </EmptyState>
      ) : (
        <QueryBuilder
          initial={draft}
          initialCard={described?.card ?? null}
          editions={editions.map(({ edition, state }) => ({ edition, open: state === "open" }))}
          used={Object.fromEntries(
            budgets.map(({ edition, used_milli, borrowed_milli }) => [edition, used_milli + borrowed_milli]),
          )}
          mayAsk={mayAsk}
        />
      )}
    </div>
  );
}
