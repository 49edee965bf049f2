import { ChartPie } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EditionPicker } from "@/app/research/edition-picker";
import { Locked } from "@/app/research/locked";
import { QueryTable } from "@/app/research/query-table";
import { requireResearch } from "@/app/research/research-at-work";
import { ShareBar } from "@/app/research/share-bar";
import { SyntheticNotice } from "@/app/research/synthetic-notice";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { shortDate } from "@/components/ui/relative-time";
import { Stat } from "@/components/ui/stat";
import { BUILD_MILLI } from "@/lib/research/insights/build-questions";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { listEditions } from "@/lib/research/insights/list-editions";
import { listQueries } from "@/lib/research/insights/list-queries";
import { ListQueries } from "@/lib/research/insights/release-schemas";
import type { Budget } from "@/lib/research/insights/schemas";
import { epsilonWords } from "@/lib/research/insights/words";

export const metadata: Metadata = { title: "Privacy budget" };

interface BudgetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const PATH = "/research/budget";

export default async function BudgetPage({ searchParams }: BudgetPageProps) {
  const [{ atWork, unlocked }, query] = await Promise.all([requireResearch(), searchParams]);
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx } = unlocked;
  const editions = await listEditions(ctx, { limit: 20 });
  const asked = editions.data.find(({ edition }) => edition === query.edition) ?? editions.data[0];
  if (asked === undefined) {
    return (
      <div className="space-y-6">
        <PageHeader title="Privacy budget" />
        <EmptyState icon={<ChartPie />} title="No edition yet">
          Each edition comes with a budget. The first one is published the night after the quarter ends.
        </EmptyState>
      </div>
    );
  }
  const { cursor } = ListQueries.pick({ cursor: true }).safeParse({ cursor: query.cursor }).data ?? {};
  const first = { limit: 20, charged: true, edition: asked.edition };
  const [budget, paid] = await Promise.all([
    getInsightsBudget(ctx, { edition: asked.edition }),
    // A cursor that is not ours leads to the first page rather than to an error page.
    listQueries(ctx, { ...first, cursor }).catch(() => listQueries(ctx, first)),
  ]);
  const address = (after?: string) =>
    `${PATH}?${new URLSearchParams({ edition: asked.edition, ...(after === undefined ? {} : { cursor: after }) })}`;
  return (
    <div className="space-y-10">
      <PageHeader
        title="Privacy budget"
        badge={<Badge tone={budget.state === "open" ? "pine" : "plain"}>{budget.state}</Badge>}
        description="Every new answer says a little about everyone in an edition. The budget keeps the sum small, for good."
        actions={
          <EditionPicker
            path={PATH}
            current={asked.edition}
            editions={editions.data.map(({ edition }) => edition)}
          />
        }
      />
      {asked.synthetic && <SyntheticNotice />}
      <Figures budget={budget} />
      <Section title="Your share" description="No other partner can use it up.">
        <Card className="space-y-4 p-5">
          <ShareBar
            label={`Your share of ${budget.edition} in epsilon`}
            parts={[
              { label: "Spent", milli: budget.used_milli, tone: "used" },
              { label: "Borrowed from others", milli: budget.borrowed_milli, tone: "borrowed" },
              { label: "Left for you", milli: budget.left_milli, tone: "left" },
            ]}
          />
          <Lending budget={budget} now={ctx.clock.now()} />
        </Card>
      </Section>
      <Section
        title="Everyone together"
        description={`No person’s data may be used for more than ε ${epsilonWords(budget.budget_milli)} in this edition.`}
      >
        <Card className="p-5">
          <ShareBar label={`The budget of ${budget.edition} in epsilon`} parts={wholeOf(budget)} />
        </Card>
      </Section>
      <Section
        title="What you paid for"
        description="Your queries about this edition that cost something, newest first."
      >
        {paid.data.length === 0 ? (
          <EmptyState icon={<ChartPie />} title="Nothing spent" headingLevel={3}>
            Queries that were answered from earlier releases cost nothing and are under{" "}
            <Link href="/research/queries">Queries</Link>.
          </EmptyState>
        ) : (
          <div>
            <QueryTable label="What you paid for" queries={paid.data} />
            <Pagination
              label="What you paid for"
              nextHref={paid.next_cursor === null ? null : address(paid.next_cursor)}
              firstHref={cursor === undefined ? null : address()}
            />
          </div>
        )}
      </Section>
    </div>
  );
}

function Figures({ budget }: { budget: Budget }) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Stat
        label="You can still spend"
        value={`ε ${epsilonWords(budget.left_milli)}`}
        note={budget.state === "open" ? "Of this edition" : "The edition takes no new questions"}
      />
      <Stat
        label="Your share"
        value={`ε ${epsilonWords(budget.share_milli)}`}
        note={`${epsilonWords(budget.used_milli)} spent`}
      />
      <Stat
        label="Spent by everyone"
        value={`ε ${epsilonWords(budget.charged_milli)}`}
        note={`Of ${epsilonWords(budget.budget_milli)}`}
      />
    </div>
  );
}

function Lending({ budget, now }: { budget: Budget; now: Date }) {
  const from = new Date(budget.lending_from);
  if (budget.state === "closed") {
    return <Notice>A later edition took its place. What it has spent is final.</Notice>;
  }
  const day = `${shortDate(from)} ${from.getUTCFullYear()}`;
  return now < from ? (
    <Notice>
      From {day} on, half of what you have left is lent to the partners who ask first, and half of theirs to
      you. The other half stays yours until the next edition.
    </Notice>
  ) : (
    <Notice>
      Since {day} half of what each partner had left is lent, first come, first served. What you can still
      spend includes it.
    </Notice>
  );
}

/** What all releases have cost, by what they were for. */
function wholeOf(budget: Budget) {
  const report = Math.min(BUILD_MILLI, budget.charged_milli);
  const own = budget.used_milli + budget.borrowed_milli;
  return [
    { label: "Edition report", milli: report, tone: "report" },
    { label: "Your queries", milli: own, tone: "used" },
    { label: "Other partners", milli: budget.charged_milli - report - own, tone: "others" },
    { label: "Not spent", milli: budget.budget_milli - budget.charged_milli, tone: "left" },
  ] as const;
}
